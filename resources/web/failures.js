// Errors as sentences in the language of the page. The service's own are English; its codes are stable.

import { language } from "./words.js";

const CHINESE = {
  lost: ["连接不上服务器。", "请确认服务器正在运行，并且在同一个网络里。"],
  token: ["需要有效的令牌。", "请向服务器的管理者索取。"],
  busy: ["服务器正忙。", "请稍后再试。"],
  host: ["服务器只接受本机的访问。", "请用 localhost 打开此页。"],
  origin: ["服务器不接受其他网站的请求。", "请直接打开服务器的地址。"],
  body_too_large: ["发送的内容太大。", "请换短一些的录音或文本。"],
  text_empty: ["没有要朗读的内容。", "请先输入文字。"],
  nothing_to_say: ["没有要朗读的内容。", "请先输入文字。"],
  nothing_spoken: ["模型没有为这段文本生成声音。", "请换一种写法。"],
  text_too_long: ["文本太长。", "请分几次朗读。"],
  starter_text: ["入门音色读不出这句话。", "请换一种说法，或去掉生僻的字符。"],
  voice_unknown: ["模型没有这个音色。", "请选择其他音色。"],
  mode_unavailable: ["模型不支持这种模式。", "请选择其他模式。"],
  model_changed: ["服务器已换成另一个模型。", "请刷新页面。"],
  speed: ["语速超出范围。", "请选择 0.5 到 2 之间的语速。"],
  speed_range: ["语速超出范围。", "请选择 0.5 到 2 之间的语速。"],
  prompt_missing: ["缺少音色录音。", "请录一段，或选择文件。"],
  prompt_empty: ["录音里没有声音。", "请换一段录音。"],
  prompt_long: ["录音太长。", "请剪到 30 秒以内。"],
  prompt_short: ["录音里的人声太短。", "请选择 3 到 10 秒清楚的人声。"],
  prompt_silent: ["录音里没有声音。", "请选择有人声的录音。"],
  prompt_clipped: ["录音音量过大，已经削波。", "请降低音量重录一段。"],
  prompt_unreadable: ["无法读取这个录音文件。", "请转换成 WAV、FLAC 或 MP3。"],
  transcript_missing: ["没有填写录音里说的话。", "请填写，或改用“跨语种”模式。"],
  instruct: ["没有填写语气。", "请描述要用怎样的语气。"],
  source_missing: ["缺少要转换的录音。", "请录一段，或选择文件。"],
  recording_long: ["录音太长。", "请剪短录音。"],
  japanese_missing: ["服务器没有安装日语发音组件。", "请选择中文或英文音色。"],
  device: ["服务器的显卡或内存不够用了。", "请稍后再试。"],
  out_of_memory: ["服务器的内存不够用了。", "请换短一些的文本，或稍后再试。"],
  engine_crashed: ["引擎意外停止。", "请重试，引擎会自动重新启动。"],
  engine_killed: ["引擎被终止。", "请重试。"],
  engine: ["这段文本没能读出来。", "原因见服务器的日志。"],
  internal: ["服务器出错了。", "原因见服务器的日志。"],
  page: ["页面出错了。", "请刷新后重试。"],
  cancelled: ["服务器正在关闭。", "请稍后再试。"],
};

const CHINESE_NOTICES = {
  draft_missing: "当前模型只有一种质量，已按该质量朗读。",
  tags_left_out: "当前模型不支持某些标记，已略去。",
  tag_not_spoken: "入门音色不支持某些标记，已略去。",
  unknown_tag: "不认识的标记已略去。",
  emoji_dropped: "表情和图画已略去。",
  script_not_spoken: "入门音色不会的文字已略去。",
  transcript_long: "文字稿比录音长得多，请核对。",
};

/** The message and the remedy of a `ServiceError`. */
export function sentences(error) {
  return (language() === "zh" && CHINESE[error.code]) || [error.message, error.remedy];
}

/** A notice of the engine as a sentence. */
export function notice({ code, message }) {
  return (language() === "zh" && CHINESE_NOTICES[code]) || message;
}
