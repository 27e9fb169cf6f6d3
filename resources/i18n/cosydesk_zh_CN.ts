<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About CosyDesk</source>
        <translation>关于 CosyDesk</translation>
    </message>
    <message>
        <source>A studio for voice-over and offline dubbing. Nothing leaves this computer.</source>
        <translation>配音与离线译制工作台。一切都在本机完成，不上传任何内容。</translation>
    </message>
    <message>
        <source>Apache License 2.0</source>
        <translation>Apache License 2.0 许可</translation>
    </message>
    <message>
        <source>Starter voices: Kokoro-82M. Icons: Lucide. Interface font: Inter. Made with Qt and FFmpeg (LGPL), ONNX Runtime, PyTorch, spaCy and the work of many others.</source>
        <translation>入门音色：Kokoro-82M。图标：Lucide。界面字体：Inter。基于 Qt 与 FFmpeg（LGPL）、ONNX Runtime、PyTorch、spaCy 及众多开源项目构建。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished">复制</translation>
    </message>
    <message>
        <source>Copy the versions, for a report</source>
        <translation>复制版本信息，便于反馈问题</translation>
    </message>
    <message>
        <source>Third-party licences…</source>
        <translation>第三方许可…</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation type="unfinished">打开日志文件夹</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Action</name>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Save a copy…</source>
        <translation>保存副本…</translation>
    </message>
    <message>
        <source>Import script…</source>
        <translation>导入台词…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>关闭窗口</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Find in the script…</source>
        <translation>在稿子里查找…</translation>
    </message>
    <message>
        <source>Replace in the script…</source>
        <translation>在稿子里替换…</translation>
    </message>
    <message>
        <source>Find next</source>
        <translation>查找下一个</translation>
    </message>
    <message>
        <source>Find previous</source>
        <translation>查找上一个</translation>
    </message>
    <message>
        <source>Hear the marked words</source>
        <translation>试听选中的文字</translation>
    </message>
    <message>
        <source>Speed of the line…</source>
        <translation>这句的语速…</translation>
    </message>
    <message>
        <source>Manner of the line…</source>
        <translation>这句的语气…</translation>
    </message>
    <message>
        <source>Add to dictionary…</source>
        <translation>加入读音词典…</translation>
    </message>
    <message>
        <source>Pronunciation dictionary…</source>
        <translation>读音词典…</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>偏好设置…</translation>
    </message>
    <message>
        <source>Find a command…</source>
        <translation>查找命令…</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>重音</translation>
    </message>
    <message>
        <source>Said laughing</source>
        <translation>笑着说</translation>
    </message>
    <message>
        <source>Laugh</source>
        <translation>笑声</translation>
    </message>
    <message>
        <source>Breath</source>
        <translation>换气</translation>
    </message>
    <message>
        <source>Sigh</source>
        <translation>叹气</translation>
    </message>
    <message>
        <source>Cough</source>
        <translation>咳嗽</translation>
    </message>
    <message>
        <source>Quick breath</source>
        <translation>急促换气</translation>
    </message>
    <message>
        <source>Mm</source>
        <translation>嗯</translation>
    </message>
    <message>
        <source>Accent</source>
        <translation>重读</translation>
    </message>
    <message>
        <source>Tongue click</source>
        <translation>弹舌</translation>
    </message>
    <message>
        <source>Lip smack</source>
        <translation>咂嘴</translation>
    </message>
    <message>
        <source>Hiss</source>
        <translation>嘶声</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Noise of the voice</source>
        <translation>含混人声</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>停顿</translation>
    </message>
    <message>
        <source>Speak line</source>
        <translation>朗读本句</translation>
    </message>
    <message>
        <source>Speak stale lines</source>
        <translation>更新待读台词</translation>
    </message>
    <message>
        <source>New take</source>
        <translation>再录一次</translation>
    </message>
    <message>
        <source>Previous take</source>
        <translation>上一录次</translation>
    </message>
    <message>
        <source>Next take</source>
        <translation>下一录次</translation>
    </message>
    <message>
        <source>Play the take alone</source>
        <translation>单独播放录次</translation>
    </message>
    <message>
        <source>Compare takes A and B</source>
        <translation>对比录次 A 与 B</translation>
    </message>
    <message>
        <source>Star the take</source>
        <translation>给此录次加星标</translation>
    </message>
    <message>
        <source>Delete the take</source>
        <translation>删除此录次</translation>
    </message>
    <message>
        <source>Clean up takes…</source>
        <translation>清理录次…</translation>
    </message>
    <message>
        <source>Check the take</source>
        <translation>检查此录次</translation>
    </message>
    <message>
        <source>Check all takes in use</source>
        <translation>检查所有使用中的录次</translation>
    </message>
    <message>
        <source>Next line that failed its check</source>
        <translation>下一句未通过检查的台词</translation>
    </message>
    <message>
        <source>Slot begins at the playhead</source>
        <translation>时段从播放头开始</translation>
    </message>
    <message>
        <source>Slot ends at the playhead</source>
        <translation>时段到播放头结束</translation>
    </message>
    <message>
        <source>Clear the slot</source>
        <translation>清除时段</translation>
    </message>
    <message>
        <source>Fit the line to its slot</source>
        <translation>让这句适配时段</translation>
    </message>
    <message>
        <source>Fit all lines to their slots</source>
        <translation>让所有台词适配时段</translation>
    </message>
    <message>
        <source>Speak the line faster to fit its slot</source>
        <translation>加快朗读以适配时段</translation>
    </message>
    <message>
        <source>Next line too long for its slot</source>
        <translation>下一句超出时段的台词</translation>
    </message>
    <message>
        <source>Cancel running job</source>
        <translation>取消当前任务</translation>
    </message>
    <message>
        <source>Cancel all jobs</source>
        <translation>取消全部任务</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>Try failed lines again</source>
        <translation>重试失败的台词</translation>
    </message>
    <message>
        <source>Clear ended jobs</source>
        <translation>清除已结束的任务</translation>
    </message>
    <message>
        <source>Go to start</source>
        <translation>回到开头</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play backwards, again: faster</source>
        <translation>倒放（再按加快）</translation>
    </message>
    <message>
        <source>Play forwards, again: faster</source>
        <translation>正放（再按加快）</translation>
    </message>
    <message>
        <source>Listen slower</source>
        <translation>放慢试听</translation>
    </message>
    <message>
        <source>Listen faster</source>
        <translation>加快试听</translation>
    </message>
    <message>
        <source>Listen at normal speed</source>
        <translation>恢复原速试听</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Hear lines as they are spoken</source>
        <translation>边生成边试听</translation>
    </message>
    <message>
        <source>Measure loudness anew</source>
        <translation>重新测量响度</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom to fit</source>
        <translation>缩放至全部</translation>
    </message>
    <message>
        <source>Voices</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>Line details</source>
        <translation>台词详情</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Open video…</source>
        <translation>打开视频…</translation>
    </message>
    <message>
        <source>Close video</source>
        <translation>关闭视频</translation>
    </message>
    <message>
        <source>Next panel</source>
        <translation>下一面板</translation>
    </message>
    <message>
        <source>Previous panel</source>
        <translation>上一面板</translation>
    </message>
    <message>
        <source>Reset the layout</source>
        <translation>恢复默认布局</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>New voice…</source>
        <translation>新建音色…</translation>
    </message>
    <message>
        <source>Import voice…</source>
        <translation>导入音色…</translation>
    </message>
    <message>
        <source>Manage models…</source>
        <translation>管理模型…</translation>
    </message>
    <message>
        <source>Set up this computer…</source>
        <translation>设置这台电脑…</translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>Speak on a server…</source>
        <translation>用服务器朗读…</translation>
    </message>
    <message>
        <source>Load the model now</source>
        <translation>立即载入模型</translation>
    </message>
    <message>
        <source>Unload the models</source>
        <translation>卸载模型</translation>
    </message>
    <message>
        <source>This computer…</source>
        <translation>这台电脑…</translation>
    </message>
    <message>
        <source>Open the log folder</source>
        <translation>打开日志文件夹</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>用户手册</translation>
    </message>
    <message>
        <source>Take the tour</source>
        <translation>新手引导</translation>
    </message>
    <message>
        <source>About CosyDesk</source>
        <translation>关于 CosyDesk</translation>
    </message>
</context>
<context>
    <name>ActionStates</name>
    <message>
        <source>There is no line to speak</source>
        <translation>没有可朗读的台词</translation>
    </message>
    <message>
        <source>Nothing to undo</source>
        <translation>没有可撤销的操作</translation>
    </message>
    <message>
        <source>Nothing to redo</source>
        <translation>没有可重做的操作</translation>
    </message>
    <message>
        <source>Nothing is being spoken</source>
        <translation>当前没有在朗读</translation>
    </message>
    <message>
        <source>No line has failed</source>
        <translation>没有失败的台词</translation>
    </message>
    <message>
        <source>No job has ended</source>
        <translation>没有已结束的任务</translation>
    </message>
    <message>
        <source>Nothing to export yet: speak a line first</source>
        <translation>还没有可导出的内容，请先朗读一句</translation>
    </message>
    <message>
        <source>The line has no take yet</source>
        <translation>这句还没有录次</translation>
    </message>
    <message>
        <source>The line needs two takes to compare</source>
        <translation>这句要有两个录次才能对比</translation>
    </message>
    <message>
        <source>No line is spoken yet</source>
        <translation>还没有朗读过任何台词</translation>
    </message>
    <message>
        <source>There is no line</source>
        <translation>没有台词</translation>
    </message>
    <message>
        <source>The line has no slot</source>
        <translation>这句没有时段</translation>
    </message>
    <message>
        <source>The line&apos;s slot has no beginning</source>
        <translation>这句的时段没有起点</translation>
    </message>
    <message>
        <source>No model is in memory</source>
        <translation>内存中没有模型</translation>
    </message>
    <message>
        <source>The project has no video</source>
        <translation>项目里没有视频</translation>
    </message>
</context>
<context>
    <name>AddressControl</name>
    <message>
        <source>This is no address: it begins with http:// or https://.</source>
        <translation>这不是有效的地址，地址应以 http:// 或 https:// 开头。</translation>
    </message>
</context>
<context>
    <name>Arrivals</name>
    <message>
        <source>CosyDesk can&apos;t open {name}.</source>
        <translation>CosyDesk 打不开 {name}。</translation>
    </message>
    <message>
        <source>It opens projects, voices, scripts and subtitles, sounds, films and model folders.</source>
        <translation>可以打开项目、声音、台本和字幕、音频、视频以及模型文件夹。</translation>
    </message>
    <message>
        <source>{name} isn&apos;t there any more.</source>
        <translation>{name} 已经不在了。</translation>
    </message>
    <message>
        <source>It was moved, renamed or deleted, or its disk is not connected.</source>
        <translation>它可能已被移动、重命名或删除，或者所在的磁盘没有连接。</translation>
    </message>
</context>
<context>
    <name>Canvas</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Speak a line and it appears here</source>
        <translation>朗读一句台词，声音就会出现在这里</translation>
    </message>
    <message>
        <source>Ctrl+Enter speaks the current line</source>
        <translation>按 Ctrl+Enter 朗读当前台词</translation>
    </message>
    <message>
        <source>Line {0}</source>
        <translation>第 {0} 句</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>tempo {0}×</source>
        <translation>语速 {0}×</translation>
    </message>
    <message>
        <source>fade in {0} s</source>
        <translation>淡入 {0} s</translation>
    </message>
    <message>
        <source>fade out {0} s</source>
        <translation>淡出 {0} s</translation>
    </message>
    <message>
        <source>copy, keeps its take</source>
        <translation>副本，录次固定</translation>
    </message>
    <message>
        <source>placed by hand</source>
        <translation>手动放置</translation>
    </message>
    <message>
        <source>Drag to trim</source>
        <translation>拖动可修剪</translation>
    </message>
    <message>
        <source>Fade in {0} s, equal power. Drag to change, double-click to remove</source>
        <translation>淡入 {0} s（等功率），拖动可调整，双击取消</translation>
    </message>
    <message>
        <source>Fade out {0} s, equal power. Drag to change, double-click to remove</source>
        <translation>淡出 {0} s（等功率），拖动可调整，双击取消</translation>
    </message>
    <message>
        <source>Gain {0}. Drag to change, double-click for 0 dB</source>
        <translation>增益 {0}，拖动可调整，双击恢复 0 dB</translation>
    </message>
    <message>
        <source>Gap after the line {0} s. Drag to change, double-click for the project&apos;s</source>
        <translation>句后间隔 {0} s，拖动可调整，双击恢复项目设置</translation>
    </message>
</context>
<context>
    <name>CanvasMenu</name>
    <message>
        <source>Play from here</source>
        <translation>从这里播放</translation>
    </message>
    <message>
        <source>Zoom to the clip</source>
        <translation>缩放到片段</translation>
    </message>
    <message>
        <source>Zoom to fit</source>
        <translation>缩放至全部</translation>
    </message>
    <message>
        <source>This project is open to look at only</source>
        <translation>该项目以只读方式打开</translation>
    </message>
    <message>
        <source>Reveal line</source>
        <translation>定位到台词</translation>
    </message>
    <message>
        <source>The playhead isn&apos;t inside the clip</source>
        <translation>播放头不在片段内</translation>
    </message>
    <message>
        <source>Split at the playhead</source>
        <translation>在播放头处拆分</translation>
    </message>
    <message>
        <source>Trim start to the playhead</source>
        <translation>修剪开头至播放头</translation>
    </message>
    <message>
        <source>Trim end to the playhead</source>
        <translation>修剪结尾至播放头</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Ripple delete</source>
        <translation>波纹删除</translation>
    </message>
    <message>
        <source>Gain…</source>
        <translation>增益…</translation>
    </message>
    <message>
        <source>Tempo…</source>
        <translation>语速…</translation>
    </message>
    <message>
        <source>Fade in…</source>
        <translation>淡入…</translation>
    </message>
    <message>
        <source>Fade out…</source>
        <translation>淡出…</translation>
    </message>
    <message>
        <source>This clip is a copy without a line</source>
        <translation>该片段是副本，不对应台词</translation>
    </message>
    <message>
        <source>Gap after the line…</source>
        <translation>句后间隔…</translation>
    </message>
    <message>
        <source>The line&apos;s slot has no beginning</source>
        <translation>这句的时段没有起点</translation>
    </message>
    <message>
        <source>Fit to its slot</source>
        <translation>适配时段</translation>
    </message>
    <message>
        <source>Follow the script</source>
        <translation>跟随台词排列</translation>
    </message>
    <message>
        <source>Copy a clip first</source>
        <translation>请先复制片段</translation>
    </message>
    <message>
        <source>Paste at the playhead</source>
        <translation>粘贴到播放头处</translation>
    </message>
    <message>
        <source>Select all clips</source>
        <translation>选择全部片段</translation>
    </message>
    <message>
        <source>Add marker</source>
        <translation>添加标记点</translation>
    </message>
    <message>
        <source>Add track</source>
        <translation>添加音轨</translation>
    </message>
    <message>
        <source>Gap between lines…</source>
        <translation>台词间隔…</translation>
    </message>
    <message>
        <source>The clip already follows the line before it</source>
        <translation>片段已跟随上一句自动排列</translation>
    </message>
</context>
<context>
    <name>Catalogue</name>
    <message>
        <source>Clones a voice from a few seconds of it, also into another language.</source>
        <translation>几秒录音即可克隆音色，也能用它说别的语言。</translation>
    </message>
    <message>
        <source>Seven built-in voices in Mandarin, Cantonese, English, Japanese and Korean.</source>
        <translation>七个内置音色，会说普通话、粤语、英语、日语和韩语。</translation>
    </message>
    <message>
        <source>The built-in voices with a described manner, emphasis, laughter and breaths.</source>
        <translation>内置音色，可用文字描述语气，支持重音、笑声和呼吸声。</translation>
    </message>
    <message>
        <source>Clones like the 300M, with half as many speech tokens a second.</source>
        <translation>与 300M 一样克隆音色，每秒语音标记只有一半，算得更快。</translation>
    </message>
    <message>
        <source>Clones voices, follows instructions and streams with a short delay.</source>
        <translation>克隆音色、听从语气指令，流式输出延迟很短。</translation>
    </message>
    <message>
        <source>Clones voices in many languages and Chinese dialects and follows instructions.</source>
        <translation>用多种语言和汉语方言克隆音色，并听从语气指令。</translation>
    </message>
    <message>
        <source>Writes down what is said, to fill in the transcript of a prompt.</source>
        <translation>把录音里说的话写成文字，自动填写参考文本。</translation>
    </message>
    <message>
        <source>The closed-source text normaliser of the original program; never required.</source>
        <translation>原程序的闭源文本规整工具；并非必需。</translation>
    </message>
    <message>
        <source>Built-in voices</source>
        <translation>内置音色</translation>
    </message>
    <message>
        <source>Cloning</source>
        <translation>克隆</translation>
    </message>
    <message>
        <source>Other languages</source>
        <translation>跨语种</translation>
    </message>
    <message>
        <source>Manner</source>
        <translation>语气</translation>
    </message>
    <message>
        <source>Voice conversion</source>
        <translation>音色转换</translation>
    </message>
</context>
<context>
    <name>CheckFold</name>
    <message>
        <source>Check new takes</source>
        <translation>检查新录次</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Warn</source>
        <translation>提醒</translation>
    </message>
    <message>
        <source>Speak again</source>
        <translation>重录</translation>
    </message>
    <message>
        <source>Errors allowed</source>
        <translation>允许误差</translation>
    </message>
    <message>
        <source>Further tries</source>
        <translation>最多重录</translation>
    </message>
    <message>
        <source>Words, or Chinese and Japanese characters, that may be heard otherwise than written</source>
        <translation>听写结果与台词不符的比例上限（英文按词、中文和日文按字计算）</translation>
    </message>
    <message>
        <source>How often a line is spoken again, each time with another seed; the best take is kept</source>
        <translation>每句最多重录几次，每次换一个种子，最后使用最好的录次</translation>
    </message>
    <message>
        <source>Check no further</source>
        <translation>停止检查</translation>
    </message>
    <message>
        <source>New takes are not read back.</source>
        <translation>新录次不做听写核对。</translation>
    </message>
    <message>
        <source>New takes are read back; what differs from the line is marked.</source>
        <translation>新录次会听写核对，与台词不符之处会标出来。</translation>
    </message>
    <message>
        <source>New takes are read back; those that fail are spoken again with another seed.</source>
        <translation>新录次会听写核对，未通过的换一个种子重录。</translation>
    </message>
    <message>
        <source>Checking {n} of {total}</source>
        <translation>正在检查 {n} / {total}</translation>
    </message>
    <message>
        <source>Checking takes</source>
        <translation>录次检查</translation>
    </message>
    <message>
        <source>Check all takes in use</source>
        <translation>检查所有使用中的录次</translation>
    </message>
</context>
<context>
    <name>CheckWords</name>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>Too many words differ</source>
        <translation>不符的词过多</translation>
    </message>
    <message>
        <source>Too many characters differ</source>
        <translation>不符的字过多</translation>
    </message>
    <message>
        <source>Not read back</source>
        <translation>未听写</translation>
    </message>
    <message>
        <source>As written</source>
        <translation>与台词一致</translation>
    </message>
    <message>
        <source>Words are missing</source>
        <translation>漏字</translation>
    </message>
    <message>
        <source>Extra words</source>
        <translation>多字</translation>
    </message>
    <message>
        <source>Words sound otherwise</source>
        <translation>字词读得不对</translation>
    </message>
    <message>
        <source>The prompt is spoken</source>
        <translation>念出了音色样本里的话</translation>
    </message>
    <message>
        <source>Clipped</source>
        <translation>削波</translation>
    </message>
    <message>
        <source>Long silence inside</source>
        <translation>中间停顿过长</translation>
    </message>
    <message>
        <source>Noise at the end</source>
        <translation>结尾有杂音</translation>
    </message>
    <message>
        <source>Unlikely length</source>
        <translation>时长异常</translation>
    </message>
    <message>
        <source>check failed, {score}: {faults}</source>
        <translation>未通过检查，{score}：{faults}</translation>
    </message>
    <message>
        <source>check passed, {score}</source>
        <translation>已通过检查，{score}</translation>
    </message>
    <message>
        <source>Every word was heard.</source>
        <translation>每个字都听到了。</translation>
    </message>
    <message>
        <source>Heard: {text}</source>
        <translation>听到：{text}</translation>
    </message>
</context>
<context>
    <name>CleanTakesDialog</name>
    <message>
        <source>Clean up takes</source>
        <translation>清理录次</translation>
    </message>
    <message>
        <source>Takes in the project: {count}, {size}</source>
        <translation>项目中的录次：{count} 个，{size}</translation>
    </message>
    <message>
        <source>Takes in use, starred takes and takes on the timeline stay.</source>
        <translation>正在使用的、加了星标的和时间轴上的录次会保留。</translation>
    </message>
    <message>
        <source>There is nothing to clean up: every take is in use, starred or on the timeline.</source>
        <translation>没有可清理的：每个录次都在使用、加了星标或在时间轴上。</translation>
    </message>
    <message>
        <source>All lines</source>
        <translation>全部台词</translation>
    </message>
    <message>
        <source>Lines with takes to spare</source>
        <translation>有多余录次的台词</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>台词</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>录次</translation>
    </message>
    <message>
        <source>Frees</source>
        <translation>腾出</translation>
    </message>
    <message>
        <source>Keep new takes in</source>
        <translation>新录次存为</translation>
    </message>
    <message>
        <source>24 bit, as spoken</source>
        <translation>24 位，原样</translation>
    </message>
    <message>
        <source>16 bit, smaller</source>
        <translation>16 位，更小</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Takes deleted: {count}. Closing the project frees {size}.</source>
        <translation>已删除 {count} 个录次。关闭项目后腾出 {size}。</translation>
    </message>
    <message>
        <source>Delete takes ({count})</source>
        <translation>删除录次（{count}）</translation>
    </message>
    <message>
        <source>Closing the project makes its file {size} smaller; until then Undo brings the takes back.</source>
        <translation>关闭项目后文件会缩小 {size}；在那之前可以撤销找回。</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>No command of that name, in English or Chinese</source>
        <translation>没有找到命令，中英文名称都可以搜索</translation>
    </message>
</context>
<context>
    <name>ContextMenu</name>
    <message>
        <source>Undo {step}</source>
        <translation>撤销“{step}”</translation>
    </message>
    <message>
        <source>Redo {step}</source>
        <translation>重做“{step}”</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>重音</translation>
    </message>
    <message>
        <source>Smile</source>
        <translation>笑着说</translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation>停顿…</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Add “{word}” to the dictionary…</source>
        <translation>把“{word}”加入读音词典…</translation>
    </message>
    <message>
        <source>Add to dictionary…</source>
        <translation>加入读音词典…</translation>
    </message>
    <message>
        <source>Speed…</source>
        <translation>语速…</translation>
    </message>
    <message>
        <source>Manner…</source>
        <translation>语气…</translation>
    </message>
    <message>
        <source>This voice takes no manner</source>
        <translation>这个音色不支持语气指令</translation>
    </message>
    <message>
        <source>Speak line</source>
        <translation>朗读本句</translation>
    </message>
    <message>
        <source>It is spoken already, or there is nothing to speak</source>
        <translation>已是最新，或没有可朗读的内容</translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>1 track</source>
        <translation>1 轨</translation>
    </message>
    <message>
        <source>{0} tracks</source>
        <translation>{0} 轨</translation>
    </message>
    <message>
        <source>No tracks yet</source>
        <translation>暂无音轨</translation>
    </message>
    <message>
        <source>Add track</source>
        <translation>添加音轨</translation>
    </message>
    <message>
        <source>This project is open to look at only</source>
        <translation>该项目以只读方式打开</translation>
    </message>
    <message>
        <source>Add track  (Ctrl T)</source>
        <translation>添加音轨  (Ctrl T)</translation>
    </message>
    <message>
        <source>Free track</source>
        <translation>空白音轨</translation>
    </message>
    <message>
        <source>Track for {0}</source>
        <translation>{0} 的音轨</translation>
    </message>
    <message>
        <source>Markers</source>
        <translation>标记点</translation>
    </message>
</context>
<context>
    <name>CueModel</name>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>说话人</translation>
    </message>
    <message>
        <source>Spoken</source>
        <translation>朗读</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原文</translation>
    </message>
</context>
<context>
    <name>DeliveryNotice</name>
    <message>
        <source>The mix was too loud and was lowered by {db} dB.</source>
        <translation>混音过响，已降低 {db} dB。</translation>
    </message>
    <message>
        <source>The level is {level} instead of {target}: more would press the speech flat.</source>
        <translation>响度为 {level}，未达到 {target}：再提高会把人声压得没有起伏。</translation>
    </message>
    <message>
        <source>The noise floor is {db} dB; audiobook publishers want less than {limit} dB.</source>
        <translation>底噪为 {db} dB；有声书平台要求低于 {limit} dB。</translation>
    </message>
    <message>
        <source>{format} is written at {rate} Hz: it has no {wanted} Hz of this quality.</source>
        <translation>{format} 按 {rate} Hz 写入：它没有这一音质的 {wanted} Hz。</translation>
    </message>
    <message>
        <source>The stems were lowered together by {db} dB, or one would clip.</source>
        <translation>各分轨一同降低了 {db} dB，以免其中一轨削波。</translation>
    </message>
    <message>
        <source>The sound file begins with a cue of {seconds} s.</source>
        <translation>音频文件开头有 {seconds} 秒的提示。</translation>
    </message>
    <message>
        <source>The sound file begins with a cue of {seconds} s; the times of subtitles include it.</source>
        <translation>音频文件开头有 {seconds} 秒的提示，字幕时间已计入这段时长。</translation>
    </message>
    <message>
        <source>The sound file begins with a cue of {seconds} s; the times of subtitles count from its end, as those of the video or the timeline do.</source>
        <translation>音频文件开头有 {seconds} 秒的提示；字幕时间从提示结束处算起，与视频或时间轴一致。</translation>
    </message>
</context>
<context>
    <name>DeviceControl</name>
    <message>
        <source>No microphone found</source>
        <translation>未找到麦克风</translation>
    </message>
    <message>
        <source>No sound device found</source>
        <translation>未找到声音设备</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>系统默认</translation>
    </message>
    <message>
        <source>{device} (not connected)</source>
        <translation>{device}（未连接）</translation>
    </message>
</context>
<context>
    <name>DeviceDialog</name>
    <message>
        <source>This computer</source>
        <translation>这台电脑</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>In English, without your name, your computer&apos;s and your home folder</source>
        <translation>英文报告，不含您的姓名、电脑名和个人文件夹</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>刷新</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>正在检查这台电脑…</translation>
    </message>
    <message>
        <source>This computer can&apos;t be examined; details are in the log.</source>
        <translation>无法检查这台电脑，详情见日志。</translation>
    </message>
    <message>
        <source>Everything that CosyDesk needs works.</source>
        <translation>CosyDesk 需要的一切都正常。</translation>
    </message>
    <message>
        <source>One thing is in the way.</source>
        <translation>有一处需要处理。</translation>
    </message>
    <message>
        <source>{n} things are in the way.</source>
        <translation>有 {n} 处需要处理。</translation>
    </message>
    <message>
        <source>The engine is being asked…</source>
        <translation>正在询问引擎…</translation>
    </message>
    <message>
        <source>The report is copied, without personal paths.</source>
        <translation>报告已复制，不含个人路径。</translation>
    </message>
</context>
<context>
    <name>DictionaryDialog</name>
    <message>
        <source>{name} can&apos;t be read.</source>
        <translation>读不了 {name}。</translation>
    </message>
    <message>
        <source>{count} words came in. Rows that can&apos;t be read: {rows}</source>
        <translation>已导入 {count} 个词。读不了的行：{rows}</translation>
    </message>
    <message>
        <source>{count} words came in</source>
        <translation>已导入 {count} 个词</translation>
    </message>
    <message>
        <source>{name} can&apos;t be written.</source>
        <translation>写不了 {name}。</translation>
    </message>
    <message>
        <source>Written to {name}</source>
        <translation>已写入 {name}</translation>
    </message>
    <message>
        <source>Pronunciation dictionary</source>
        <translation>读音词典</translation>
    </message>
    <message>
        <source>What is said for what is written, in this project. Chinese can be in pinyin: chong2 qing4, [j][ǐ].</source>
        <translation>规定本项目里的词怎么读。中文可以用拼音注音，例如：chong2 qing4、[j][ǐ]。</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>Spoken as</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>In lines in</source>
        <translation>台词语言</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Search words</source>
        <translation>搜索词语</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Import CSV…</source>
        <translation>导入 CSV…</translation>
    </message>
    <message>
        <source>Export CSV…</source>
        <translation>导出 CSV…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>This project is open to look at only</source>
        <translation>这个项目只能查看</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Needs a line, whose voice speaks it</source>
        <translation>要先有一句台词，用它的音色来读</translation>
    </message>
    <message>
        <source>No word found</source>
        <translation>没有找到这个词</translation>
    </message>
    <message>
        <source>Try other letters.</source>
        <translation>换几个字试试。</translation>
    </message>
    <message>
        <source>No words yet</source>
        <translation>还没有词语</translation>
    </message>
    <message>
        <source>Write a word above and how it is to be said, or import a table of words.</source>
        <translation>在上面写下词语和读法，或导入一张词表。</translation>
    </message>
    <message>
        <source>Import words</source>
        <translation>导入词表</translation>
    </message>
    <message>
        <source>Export words</source>
        <translation>导出词表</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
</context>
<context>
    <name>DictionaryModel</name>
    <message>
        <source>On</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>Spoken as</source>
        <translation>读作</translation>
    </message>
    <message>
        <source>In lines in</source>
        <translation>台词语言</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Whole word</source>
        <translation>全字匹配</translation>
    </message>
    <message>
        <source>Any language</source>
        <translation>不限语言</translation>
    </message>
    <message>
        <source>Read as {text}. No character has only the reading {pinyin}, so listen to it.</source>
        <translation>按“{text}”读。没有只读 {pinyin} 的字，请试听确认。</translation>
    </message>
    <message>
        <source>Read as {text}, by CosyVoice 3 as {spelt}</source>
        <translation>读作 {text}，CosyVoice 3 中读作 {spelt}</translation>
    </message>
    <message>
        <source>Read as {text}</source>
        <translation>按“{text}”读</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>There is an NVIDIA card, but its driver isn&apos;t installed or doesn&apos;t answer.</source>
        <translation>有 NVIDIA 显卡，但驱动没有安装或没有响应。</translation>
    </message>
    <message>
        <source>Install NVIDIA&apos;s driver and restart; until then models run on the CPU.</source>
        <translation>请安装 NVIDIA 驱动并重启；在此之前模型在处理器上运行。</translation>
    </message>
    <message>
        <source>The driver {driver} of {gpu} is too old for CUDA {cuda}.</source>
        <translation>{gpu} 的驱动 {driver} 太旧，不支持 CUDA {cuda}。</translation>
    </message>
    <message>
        <source>Install driver {least} or newer from NVIDIA; until then models run on the CPU.</source>
        <translation>请从 NVIDIA 安装 {least} 或更新的驱动；在此之前模型在处理器上运行。</translation>
    </message>
    <message>
        <source>{gpu} isn&apos;t used: this installation has no support for NVIDIA cards.</source>
        <translation>没有使用 {gpu}：此安装不支持 NVIDIA 显卡。</translation>
    </message>
    <message>
        <source>Install the CosyDesk that is made for NVIDIA cards, or a PyTorch with CUDA.</source>
        <translation>请安装支持 NVIDIA 显卡的 CosyDesk，或带 CUDA 的 PyTorch。</translation>
    </message>
    <message>
        <source>{gpu} isn&apos;t used: this PyTorch has no code for its compute capability {capability}.</source>
        <translation>没有使用 {gpu}：此 PyTorch 不支持它的计算能力 {capability}。</translation>
    </message>
    <message>
        <source>Choose the CPU in Preferences, or install a PyTorch that supports the card.</source>
        <translation>请在偏好设置中选择处理器，或安装支持该显卡的 PyTorch。</translation>
    </message>
    <message>
        <source>{gpu} has too little memory ({memory}) to be used by itself.</source>
        <translation>{gpu} 的显存（{memory}）太小，不会自动使用。</translation>
    </message>
    <message>
        <source>Models run on the CPU; you may still choose the card in Preferences.</source>
        <translation>模型在处理器上运行；您仍可在偏好设置中选择该显卡。</translation>
    </message>
    <message>
        <source>The memory of {gpu} ({memory}) is too small for {models}.</source>
        <translation>{gpu} 的显存（{memory}）不足以运行 {models}。</translation>
    </message>
    <message>
        <source>Those models run on the CPU here: choose it in Preferences for them.</source>
        <translation>这些模型可以在处理器上运行：请在偏好设置中选择处理器。</translation>
    </message>
    <message>
        <source>Only {free} of the memory of {gpu} is free: too little for {models}.</source>
        <translation>{gpu} 只剩 {free} 可用显存，不足以运行 {models}。</translation>
    </message>
    <message>
        <source>Close other programs that use the card, or choose the CPU in Preferences.</source>
        <translation>请关闭占用显卡的其他程序，或在偏好设置中选择处理器。</translation>
    </message>
    <message>
        <source>PyTorch can&apos;t use the NVIDIA card: {reason}</source>
        <translation>PyTorch 无法使用 NVIDIA 显卡：{reason}</translation>
    </message>
    <message>
        <source>Update NVIDIA&apos;s driver and restart; until then models run on the CPU.</source>
        <translation>请更新 NVIDIA 驱动并重启；在此之前模型在处理器上运行。</translation>
    </message>
    <message>
        <source>The engine can&apos;t start: {reason}</source>
        <translation>引擎无法启动：{reason}</translation>
    </message>
    <message>
        <source>Close other programs and try again; if it stays so, install CosyDesk again.</source>
        <translation>请关闭其他程序后重试；如果仍然如此，请重新安装 CosyDesk。</translation>
    </message>
    <message>
        <source>{reason}</source>
        <translation>{reason}</translation>
    </message>
    <message>
        <source>Install CosyDesk again; on Windows, also the Visual C++ Redistributable.</source>
        <translation>请重新安装 CosyDesk；在 Windows 上还需安装 Visual C++ 运行库。</translation>
    </message>
    <message>
        <source>This computer has {memory} of memory: too little for {models}.</source>
        <translation>这台电脑有 {memory} 内存，不足以运行 {models}。</translation>
    </message>
    <message>
        <source>Use the starter voices or a smaller model here.</source>
        <translation>请在这里使用入门音色或较小的模型。</translation>
    </message>
    <message>
        <source>With its {memory} of memory this computer is too small for {models}.</source>
        <translation>这台电脑的 {memory} 内存不足以运行 {models}。</translation>
    </message>
    <message>
        <source>Choose the starter voices or a smaller model.</source>
        <translation>请选择入门音色或较小的模型。</translation>
    </message>
    <message>
        <source>Only {free} of memory is free.</source>
        <translation>只剩 {free} 可用内存。</translation>
    </message>
    <message>
        <source>Close other programs, or unload the models.</source>
        <translation>请关闭其他程序，或卸载模型。</translation>
    </message>
    <message>
        <source>Only {free} is free where models are kept: too little to download {models}.</source>
        <translation>存放模型的磁盘只剩 {free}，不足以下载 {models}。</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder for models in Preferences.</source>
        <translation>请释放一些空间，或在偏好设置中另选模型文件夹。</translation>
    </message>
    <message>
        <source>The disk is almost full: {free} left at {folder}.</source>
        <translation>磁盘快满了：{folder} 只剩 {free}。</translation>
    </message>
    <message>
        <source>Free some space: projects can&apos;t be saved on a full disk.</source>
        <translation>请释放一些空间：磁盘满了就无法保存项目。</translation>
    </message>
    <message>
        <source>There is no sound output: nothing can be heard.</source>
        <translation>没有声音输出设备，听不到声音。</translation>
    </message>
    <message>
        <source>Plug in headphones or loudspeakers, or start the system&apos;s sound service.</source>
        <translation>请接上耳机或扬声器，或启动系统的声音服务。</translation>
    </message>
    <message>
        <source>There is no microphone: voices can&apos;t be recorded here.</source>
        <translation>没有麦克风，无法在这里录制音色。</translation>
    </message>
    <message>
        <source>Plug one in, or make voices from sound files.</source>
        <translation>请接上麦克风，或用声音文件制作音色。</translation>
    </message>
    <message>
        <source>There is no display: the window can&apos;t be shown.</source>
        <translation>没有显示器，无法显示窗口。</translation>
    </message>
    <message>
        <source>Use the commands say and serve here, or start CosyDesk in a desktop session.</source>
        <translation>请在这里使用 say 和 serve 命令，或在桌面会话中启动 CosyDesk。</translation>
    </message>
    <message>
        <source>The window can&apos;t be opened: {reason}</source>
        <translation>无法打开窗口：{reason}</translation>
    </message>
    <message>
        <source>Start CosyDesk in a desktop session; if this is one, install the system packages that Qt needs.</source>
        <translation>请在桌面会话中启动 CosyDesk；如果已经是，请安装 Qt 需要的系统软件包。</translation>
    </message>
    <message>
        <source>The window is drawn where nobody sees it (QT_QPA_PLATFORM is {platform}).</source>
        <translation>窗口画在了看不见的地方（QT_QPA_PLATFORM 为 {platform}）。</translation>
    </message>
    <message>
        <source>Start CosyDesk without QT_QPA_PLATFORM.</source>
        <translation>启动 CosyDesk 时请不要设置 QT_QPA_PLATFORM。</translation>
    </message>
    <message>
        <source>The window runs through XWayland and may look blurred on a scaled screen.</source>
        <translation>窗口通过 XWayland 运行，在缩放的屏幕上可能显得模糊。</translation>
    </message>
    <message>
        <source>Start CosyDesk with QT_QPA_PLATFORM=wayland.</source>
        <translation>请用 QT_QPA_PLATFORM=wayland 启动 CosyDesk。</translation>
    </message>
    <message>
        <source>{model} in {folder} is incomplete: {files} is missing.</source>
        <translation>{folder} 中的 {model} 不完整：缺少 {files}。</translation>
    </message>
    <message>
        <source>Download it again: only what is missing is fetched.</source>
        <translation>请重新下载：只会补全缺少的文件。</translation>
    </message>
    <message>
        <source>{model} in {folder} is damaged: {files} is not as it should be.</source>
        <translation>{folder} 中的 {model} 已损坏：{files} 不正确。</translation>
    </message>
    <message>
        <source>Repair it: only the damaged files are fetched again.</source>
        <translation>请修复它：只会重新下载损坏的文件。</translation>
    </message>
    <message>
        <source>The folder {folder}, in which models are looked for, is not there.</source>
        <translation>用来查找模型的文件夹 {folder} 不存在。</translation>
    </message>
    <message>
        <source>Plug in its disk, or take it out of Preferences.</source>
        <translation>请接上它所在的磁盘，或从偏好设置中移除它。</translation>
    </message>
    <message>
        <source>The folder {folder} can&apos;t be written.</source>
        <translation>无法写入文件夹 {folder}。</translation>
    </message>
    <message>
        <source>Give yourself the right to write there.</source>
        <translation>请为自己添加写入权限。</translation>
    </message>
    <message>
        <source>The settings were damaged and began anew; the old file is {file}.</source>
        <translation>设置文件损坏，已重新开始；旧文件是 {file}。</translation>
    </message>
    <message>
        <source>Copy from it what you want back, then delete it.</source>
        <translation>请从中复制需要的内容，然后删除它。</translation>
    </message>
    <message>
        <source>The list of models can&apos;t be read: {reason}</source>
        <translation>无法读取模型目录：{reason}</translation>
    </message>
    <message>
        <source>Install CosyDesk again.</source>
        <translation>请重新安装 CosyDesk。</translation>
    </message>
    <message>
        <source>{package} is not installed.</source>
        <translation>没有安装 {package}。</translation>
    </message>
    <message>
        <source>{package} {version} is too old: {least} or newer is needed.</source>
        <translation>{package} {version} 太旧：需要 {least} 或更新版本。</translation>
    </message>
    <message>
        <source>{package} {version} doesn&apos;t fit: it has to be older than {below}.</source>
        <translation>{package} {version} 不合适：须低于 {below}。</translation>
    </message>
    <message>
        <source>{package} {version} is newer than the {tested} that CosyDesk is tested with.</source>
        <translation>{package} {version} 比 CosyDesk 测试所用的 {tested} 更新。</translation>
    </message>
    <message>
        <source>Nothing to do as long as everything works; else install CosyDesk again.</source>
        <translation>一切正常就无需处理；否则请重新安装 CosyDesk。</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>电脑</translation>
    </message>
    <message>
        <source>Graphics</source>
        <translation>图形</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Screen and sound</source>
        <translation>屏幕与声音</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>CUDA in PyTorch</source>
        <translation>PyTorch 的 CUDA</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>Apple GPU</translation>
    </message>
    <message>
        <source>Engine process</source>
        <translation>引擎进程</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>处理器线程</translation>
    </message>
    <message>
        <source>int8 on the processor</source>
        <translation>处理器 int8 计算</translation>
    </message>
    <message>
        <source>Qt platform</source>
        <translation>Qt 平台</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>桌面会话</translation>
    </message>
    <message>
        <source>Sound outputs</source>
        <translation>声音输出</translation>
    </message>
    <message>
        <source>Microphones</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Model folders</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Downloads go to</source>
        <translation>下载位置</translation>
    </message>
    <message>
        <source>Projects and voices</source>
        <translation>项目与音色</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>{0} cores</source>
        <translation>{0} 个核心</translation>
    </message>
    <message>
        <source>{0} threads</source>
        <translation>{0} 个线程</translation>
    </message>
    <message>
        <source>{0} for this program</source>
        <translation>本程序可用 {0} 个</translation>
    </message>
    <message>
        <source>{0} free</source>
        <translation>可用 {0}</translation>
    </message>
    <message>
        <source>driver {0}</source>
        <translation>驱动 {0}</translation>
    </message>
    <message>
        <source>compute capability {0}</source>
        <translation>计算能力 {0}</translation>
    </message>
    <message>
        <source>idle for {0}</source>
        <translation>空闲 {0}</translation>
    </message>
    <message>
        <source>tested with {0}</source>
        <translation>测试版本 {0}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not found out</source>
        <translation>未能查明</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>works</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>doesn&apos;t work</source>
        <translation>不能用</translation>
    </message>
    <message>
        <source>not in this installation</source>
        <translation>此安装不含</translation>
    </message>
    <message>
        <source>models run on it</source>
        <translation>用于运行模型</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完整</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>can be written</source>
        <translation>可写入</translation>
    </message>
    <message>
        <source>can&apos;t be written</source>
        <translation>不可写入</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>no display</source>
        <translation>没有显示器</translation>
    </message>
    <message>
        <source>not asked</source>
        <translation>未询问</translation>
    </message>
    <message>
        <source>asked, no answer yet</source>
        <translation>正在询问</translation>
    </message>
    <message>
        <source>No problems were found.</source>
        <translation>没有发现问题。</translation>
    </message>
    <message>
        <source>Doesn&apos;t work</source>
        <translation>不能用</translation>
    </message>
    <message>
        <source>Works less well</source>
        <translation>功能受限</translation>
    </message>
    <message>
        <source>Good to know</source>
        <translation>提示</translation>
    </message>
</context>
<context>
    <name>Document</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
</context>
<context>
    <name>DownloadIndicator</name>
    <message>
        <source>{model}: no connection</source>
        <translation>{model}：没有连接</translation>
    </message>
    <message>
        <source>{model}: checking</source>
        <translation>{model}：正在校验</translation>
    </message>
    <message>
        <source>{model} {percent} %</source>
        <translation>{model} {percent}%</translation>
    </message>
    <message>
        <source>{text} and {n} more</source>
        <translation>{text}，另有 {n} 个</translation>
    </message>
    <message>
        <source>{model}: download failed</source>
        <translation>{model}：下载失败</translation>
    </message>
    <message>
        <source>{model}: paused</source>
        <translation>{model}：已暂停</translation>
    </message>
    <message>
        <source>Click to see the models</source>
        <translation>点击查看模型</translation>
    </message>
</context>
<context>
    <name>DropPage</name>
    <message>
        <source>Reading {name} …</source>
        <translation>正在读取 {name} …</translation>
    </message>
    <message>
        <source>Drop a recording here</source>
        <translation>把录音拖到这里</translation>
    </message>
    <message>
        <source>3 to 10 seconds of one person speaking. Sound files and films of any kind.</source>
        <translation>单人说话 3 到 10 秒。各种音频和视频文件都可以。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>Drops</name>
    <message>
        <source>{names} can&apos;t be read.</source>
        <translation>无法读取 {names}。</translation>
    </message>
    <message>
        <source>Check that you may open it, then drop it again.</source>
        <translation>请确认有权打开该文件，再重新拖入。</translation>
    </message>
</context>
<context>
    <name>Edit</name>
    <message>
        <source>Split line</source>
        <translation>拆分台词</translation>
    </message>
    <message>
        <source>Join lines</source>
        <translation>合并台词</translation>
    </message>
    <message>
        <source>Edit lines</source>
        <translation>编辑台词</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>剪切</translation>
    </message>
    <message>
        <source>Drop text</source>
        <translation>拖入文本</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>重音</translation>
    </message>
    <message>
        <source>Smile</source>
        <translation>笑着说</translation>
    </message>
    <message>
        <source>Insert sound</source>
        <translation>插入声音标记</translation>
    </message>
    <message>
        <source>Insert pause</source>
        <translation>插入停顿</translation>
    </message>
    <message>
        <source>Change pause</source>
        <translation>修改停顿</translation>
    </message>
    <message>
        <source>Turn into tag</source>
        <translation>转为标记</translation>
    </message>
    <message>
        <source>Edit source</source>
        <translation>编辑源文本</translation>
    </message>
    <message>
        <source>Typing</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Edit text</source>
        <translation>修改文本</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
    <message>
        <source>Insert lines</source>
        <translation>插入台词</translation>
    </message>
    <message>
        <source>Import lines</source>
        <translation>导入台词</translation>
    </message>
    <message>
        <source>Delete lines</source>
        <translation>删除台词</translation>
    </message>
    <message>
        <source>Move lines</source>
        <translation>移动台词</translation>
    </message>
    <message>
        <source>Change voice</source>
        <translation>更换音色</translation>
    </message>
    <message>
        <source>Change line</source>
        <translation>修改台词设置</translation>
    </message>
    <message>
        <source>Change notes</source>
        <translation>修改备注</translation>
    </message>
    <message>
        <source>Change slot</source>
        <translation>修改时段</translation>
    </message>
    <message>
        <source>Change lines</source>
        <translation>修改多句台词</translation>
    </message>
    <message>
        <source>Move clip</source>
        <translation>移动片段</translation>
    </message>
    <message>
        <source>Trim clip</source>
        <translation>修剪片段</translation>
    </message>
    <message>
        <source>Split clip</source>
        <translation>拆分片段</translation>
    </message>
    <message>
        <source>Change clip</source>
        <translation>修改片段</translation>
    </message>
    <message>
        <source>Delete clips</source>
        <translation>删除片段</translation>
    </message>
    <message>
        <source>Move clips</source>
        <translation>移动片段</translation>
    </message>
    <message>
        <source>Nudge clips</source>
        <translation>微移片段</translation>
    </message>
    <message>
        <source>Follow the script</source>
        <translation>跟随台词排列</translation>
    </message>
    <message>
        <source>Change gap</source>
        <translation>调整间隔</translation>
    </message>
    <message>
        <source>Trim clips</source>
        <translation>修剪片段</translation>
    </message>
    <message>
        <source>Split clips</source>
        <translation>拆分片段</translation>
    </message>
    <message>
        <source>Change fade</source>
        <translation>调整淡化</translation>
    </message>
    <message>
        <source>Change fades</source>
        <translation>调整淡化</translation>
    </message>
    <message>
        <source>Change gain</source>
        <translation>调整增益</translation>
    </message>
    <message>
        <source>Change tempo</source>
        <translation>调整语速</translation>
    </message>
    <message>
        <source>Fit line</source>
        <translation>适配时段</translation>
    </message>
    <message>
        <source>Fit lines</source>
        <translation>适配全部时段</translation>
    </message>
    <message>
        <source>Delete clip</source>
        <translation>删除片段</translation>
    </message>
    <message>
        <source>Cut clips</source>
        <translation>剪切片段</translation>
    </message>
    <message>
        <source>Ripple delete</source>
        <translation>波纹删除</translation>
    </message>
    <message>
        <source>Paste clips</source>
        <translation>粘贴片段</translation>
    </message>
    <message>
        <source>Duplicate clips</source>
        <translation>创建片段副本</translation>
    </message>
    <message>
        <source>Add sound</source>
        <translation>添加声音</translation>
    </message>
    <message>
        <source>Rename track</source>
        <translation>重命名音轨</translation>
    </message>
    <message>
        <source>Choose take</source>
        <translation>选用录次</translation>
    </message>
    <message>
        <source>Star take</source>
        <translation>标星录次</translation>
    </message>
    <message>
        <source>Delete take</source>
        <translation>删除录次</translation>
    </message>
    <message>
        <source>Clean up takes</source>
        <translation>清理录次</translation>
    </message>
    <message>
        <source>Add track</source>
        <translation>添加音轨</translation>
    </message>
    <message>
        <source>Change track</source>
        <translation>修改音轨</translation>
    </message>
    <message>
        <source>Move track</source>
        <translation>移动音轨</translation>
    </message>
    <message>
        <source>Delete track</source>
        <translation>删除音轨</translation>
    </message>
    <message>
        <source>Change project</source>
        <translation>修改项目设置</translation>
    </message>
    <message>
        <source>Add marker</source>
        <translation>添加标记点</translation>
    </message>
    <message>
        <source>Move marker</source>
        <translation>移动标记点</translation>
    </message>
    <message>
        <source>Rename marker</source>
        <translation>重命名标记点</translation>
    </message>
    <message>
        <source>Change marker</source>
        <translation>修改标记点</translation>
    </message>
    <message>
        <source>Delete marker</source>
        <translation>删除标记点</translation>
    </message>
    <message>
        <source>Delete markers</source>
        <translation>删除标记点</translation>
    </message>
    <message>
        <source>Change loop range</source>
        <translation>调整循环范围</translation>
    </message>
    <message>
        <source>Add pronunciation</source>
        <translation>添加读音</translation>
    </message>
    <message>
        <source>Change pronunciation</source>
        <translation>修改读音</translation>
    </message>
    <message>
        <source>Delete pronunciation</source>
        <translation>删除读音</translation>
    </message>
    <message>
        <source>Delete pronunciations</source>
        <translation>删除多个读音</translation>
    </message>
    <message>
        <source>Import pronunciations</source>
        <translation>导入读音</translation>
    </message>
    <message>
        <source>Choose model</source>
        <translation>选择模型</translation>
    </message>
    <message>
        <source>Open video</source>
        <translation>打开视频</translation>
    </message>
    <message>
        <source>Close video</source>
        <translation>关闭视频</translation>
    </message>
    <message>
        <source>Change original sound</source>
        <translation>调整视频原声</translation>
    </message>
</context>
<context>
    <name>EnginePanel</name>
    <message>
        <source>The engine has no memory to free</source>
        <translation>引擎没有占用内存</translation>
    </message>
    <message>
        <source>Models in memory</source>
        <translation>内存中的模型</translation>
    </message>
    <message>
        <source>Memory of the engine</source>
        <translation>引擎占用内存</translation>
    </message>
    <message>
        <source>Open models</source>
        <translation>已打开的模型</translation>
    </message>
    <message>
        <source>Unload by itself</source>
        <translation>自动卸载</translation>
    </message>
    <message>
        <source>Unload the models by themselves</source>
        <translation>自动卸载模型</translation>
    </message>
    <message>
        <source>Unload now</source>
        <translation>立即卸载</translation>
    </message>
    <message>
        <source>none: the engine is asleep and starts with the next line</source>
        <translation>无：引擎已休眠，朗读下一句时自动启动</translation>
    </message>
    <message>
        <source>{size}, freed after the lines that are waiting</source>
        <translation>{size}，排队的台词完成后释放</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>asking the engine…</source>
        <translation>正在询问引擎…</translation>
    </message>
    <message>
        <source>Starter voices</source>
        <translation>入门音色</translation>
    </message>
    <message>
        <source>at work</source>
        <translation>工作中</translation>
    </message>
    <message>
        <source>idle for {time}</source>
        <translation>空闲 {time}</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>After {n} s without work</source>
        <translation>空闲 {n} 秒后</translation>
    </message>
    <message>
        <source>After {n} min without work</source>
        <translation>空闲 {n} 分钟后</translation>
    </message>
</context>
<context>
    <name>EnginePlace</name>
    <message>
        <source>This installation has no support for NVIDIA cards.</source>
        <translation>当前安装的版本不支持 NVIDIA 显卡。</translation>
    </message>
    <message>
        <source>No NVIDIA card with a working driver was found.</source>
        <translation>没有找到驱动正常的 NVIDIA 显卡。</translation>
    </message>
    <message>
        <source>This installation has no support for Apple&apos;s GPUs.</source>
        <translation>当前安装的版本不支持 Apple GPU。</translation>
    </message>
    <message>
        <source>No GPU of Apple&apos;s was found.</source>
        <translation>没有找到 Apple GPU。</translation>
    </message>
    <message>
        <source>The card has too little memory to be used by itself.</source>
        <translation>显存较小，不会自动选用。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>float32, exact</source>
        <translation>float32，精确</translation>
    </message>
    <message>
        <source>float16, for graphics cards</source>
        <translation>float16，适合显卡</translation>
    </message>
    <message>
        <source>bfloat16, for newer graphics cards</source>
        <translation>bfloat16，适合较新的显卡</translation>
    </message>
    <message>
        <source>int8, faster on a processor</source>
        <translation>int8，在 CPU 上更快</translation>
    </message>
    <message>
        <source>This device is not there now.</source>
        <translation>当前没有这个设备。</translation>
    </message>
    <message>
        <source>The chosen device doesn&apos;t compute in it.</source>
        <translation>所选设备不支持这种精度。</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器（CPU）</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <translation>Apple GPU</translation>
    </message>
    <message>
        <source>NVIDIA card</source>
        <translation>NVIDIA 显卡</translation>
    </message>
    <message>
        <source>Automatic means: {device}.</source>
        <translation>自动选用：{device}。</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>The file is not there.</source>
        <translation>找不到该文件。</translation>
    </message>
    <message>
        <source>It may have been moved or renamed.</source>
        <translation>它可能已被移动或改名。</translation>
    </message>
    <message>
        <source>This is not a CosyDesk project.</source>
        <translation>这不是 CosyDesk 项目文件。</translation>
    </message>
    <message>
        <source>Choose a .cosydesk file.</source>
        <translation>请选择 .cosydesk 文件。</translation>
    </message>
    <message>
        <source>The project was made by a newer version.</source>
        <translation>该项目由更新版本的 CosyDesk 创建。</translation>
    </message>
    <message>
        <source>Update CosyDesk to open it.</source>
        <translation>请更新 CosyDesk 后再打开。</translation>
    </message>
    <message>
        <source>The file is damaged.</source>
        <translation>文件已损坏。</translation>
    </message>
    <message>
        <source>Open an older copy of it; this file was not altered.</source>
        <translation>请打开较早的副本；此文件未被改动。</translation>
    </message>
    <message>
        <source>Nothing of the project can be read any more.</source>
        <translation>这个项目已经没有可以读出的内容。</translation>
    </message>
    <message>
        <source>Open a backup of it.</source>
        <translation>请打开它的备份。</translation>
    </message>
    <message>
        <source>The project is refused: it holds what no project needs.</source>
        <translation>已拒绝打开这个项目：其中含有项目不需要的内容。</translation>
    </message>
    <message>
        <source>It was not made by CosyDesk; don&apos;t open it.</source>
        <translation>它不是由 CosyDesk 生成的，请勿打开。</translation>
    </message>
    <message>
        <source>Another window has this project open.</source>
        <translation>该项目已在另一个窗口中打开。</translation>
    </message>
    <message>
        <source>Close it there, or choose another name.</source>
        <translation>请先在那边关闭，或换一个名称。</translation>
    </message>
    <message>
        <source>This project is open to look at only.</source>
        <translation>该项目以只读方式打开。</translation>
    </message>
    <message>
        <source>Save it under another name to change it.</source>
        <translation>另存为其他名称后即可修改。</translation>
    </message>
    <message>
        <source>The file can&apos;t be written.</source>
        <translation>文件无法写入。</translation>
    </message>
    <message>
        <source>Choose another folder, or free some space on the disk.</source>
        <translation>请换一个文件夹，或清理磁盘空间。</translation>
    </message>
    <message>
        <source>The sound of a take is missing or damaged.</source>
        <translation>某个录次的声音缺失或已损坏。</translation>
    </message>
    <message>
        <source>Speak the line again.</source>
        <translation>请重新朗读这一句。</translation>
    </message>
    <message>
        <source>That can&apos;t be done.</source>
        <translation>无法完成此操作。</translation>
    </message>
    <message>
        <source>This word is in the dictionary already.</source>
        <translation>词典里已经有这个词了。</translation>
    </message>
    <message>
        <source>Change it there.</source>
        <translation>请直接修改那一条。</translation>
    </message>
    <message>
        <source>That is not in the project any more.</source>
        <translation>项目中已没有这一项。</translation>
    </message>
    <message>
        <source>OpenTimelineIO files can&apos;t be written on this system, for which its library isn&apos;t made.</source>
        <translation>OpenTimelineIO 没有适用于本系统的库，无法写出这种文件。</translation>
    </message>
    <message>
        <source>Choose FCPXML or EDL instead; both are written without it.</source>
        <translation>请改选 FCPXML 或 EDL，这两种格式不需要它。</translation>
    </message>
    <message>
        <source>There is no voice for the spoken cue.</source>
        <translation>没有可以朗读语音提示的音色。</translation>
    </message>
    <message>
        <source>Choose Morse, or no cue.</source>
        <translation>请改用摩尔斯码，或不加提示。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The engine stopped unexpectedly.</source>
        <translation>引擎意外停止。</translation>
    </message>
    <message>
        <source>Try again; the engine starts anew by itself.</source>
        <translation>请重试，引擎会自动重新启动。</translation>
    </message>
    <message>
        <source>The engine was stopped.</source>
        <translation>引擎被终止。</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>请重试。</translation>
    </message>
    <message>
        <source>The engine can&apos;t be started.</source>
        <translation>引擎无法启动。</translation>
    </message>
    <message>
        <source>Details are in the log. Installing CosyDesk again may help.</source>
        <translation>详情见日志。重新安装 CosyDesk 或可解决。</translation>
    </message>
    <message>
        <source>There is nothing to speak.</source>
        <translation>没有可朗读的内容。</translation>
    </message>
    <message>
        <source>Type some words first.</source>
        <translation>请先输入文字。</translation>
    </message>
    <message>
        <source>The model gave no sound for this text.</source>
        <translation>模型没有为这段文字生成声音。</translation>
    </message>
    <message>
        <source>Write it another way.</source>
        <translation>请换一种写法。</translation>
    </message>
    <message>
        <source>The model doesn&apos;t have this voice.</source>
        <translation>模型中没有这个音色。</translation>
    </message>
    <message>
        <source>Choose another voice.</source>
        <translation>请选择其他音色。</translation>
    </message>
    <message>
        <source>The model can&apos;t speak in this mode.</source>
        <translation>模型不支持这种朗读方式。</translation>
    </message>
    <message>
        <source>Choose a built-in voice.</source>
        <translation>请选择预训练音色。</translation>
    </message>
    <message>
        <source>The speed is out of range.</source>
        <translation>语速超出范围。</translation>
    </message>
    <message>
        <source>Choose 0.5 to 2.</source>
        <translation>请在 0.5 到 2 之间选择。</translation>
    </message>
    <message>
        <source>The Japanese pronunciation parts are not installed.</source>
        <translation>尚未安装日语发音组件。</translation>
    </message>
    <message>
        <source>Choose an English or Chinese voice.</source>
        <translation>请选择英语或中文音色。</translation>
    </message>
    <message>
        <source>The model folder is not there.</source>
        <translation>找不到模型文件夹。</translation>
    </message>
    <message>
        <source>Use the starter voices.</source>
        <translation>请使用入门音色。</translation>
    </message>
    <message>
        <source>This version can&apos;t speak with that model.</source>
        <translation>此版本暂不支持该模型。</translation>
    </message>
    <message>
        <source>The memory was not enough.</source>
        <translation>内存不足。</translation>
    </message>
    <message>
        <source>Close other programs, or speak shorter lines.</source>
        <translation>请关闭其他程序，或缩短台词。</translation>
    </message>
    <message>
        <source>The starter voices are not installed completely.</source>
        <translation>入门音色安装不完整。</translation>
    </message>
    <message>
        <source>Install CosyDesk again.</source>
        <translation>请重新安装 CosyDesk。</translation>
    </message>
    <message>
        <source>The starter voices are damaged.</source>
        <translation>入门音色已损坏。</translation>
    </message>
    <message>
        <source>The starter voices can&apos;t read this sentence.</source>
        <translation>入门音色读不了这句话。</translation>
    </message>
    <message>
        <source>Write it in other words, or leave out unusual characters.</source>
        <translation>请换一种说法，或去掉特殊字符。</translation>
    </message>
    <message>
        <source>The starter voices could not speak this sentence.</source>
        <translation>入门音色未能读出这句话。</translation>
    </message>
    <message>
        <source>Close other programs to free memory, then try again.</source>
        <translation>请关闭其他程序释放内存后重试。</translation>
    </message>
    <message>
        <source>Something went wrong inside CosyDesk.</source>
        <translation>CosyDesk 内部出了问题。</translation>
    </message>
    <message>
        <source>Details are in the log. Trying again may help.</source>
        <translation>详情见日志，重试或可解决。</translation>
    </message>
    <message>
        <source>The model is closed.</source>
        <translation>模型已关闭。</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>请重新打开。</translation>
    </message>
    <message>
        <source>The model has no built-in voices.</source>
        <translation>模型没有预训练音色。</translation>
    </message>
    <message>
        <source>Clone a voice from a recording, or choose a model with built-in voices.</source>
        <translation>请用录音复刻音色，或选择带预训练音色的模型。</translation>
    </message>
    <message>
        <source>Streaming keeps the model&apos;s own speed.</source>
        <translation>流式生成只能使用模型本来的语速。</translation>
    </message>
    <message>
        <source>Set the speed to 1, or turn streaming off.</source>
        <translation>请将语速设为 1，或关闭流式生成。</translation>
    </message>
    <message>
        <source>The manner is empty.</source>
        <translation>没有填写语气。</translation>
    </message>
    <message>
        <source>Describe how it should be spoken.</source>
        <translation>请描述要用怎样的语气。</translation>
    </message>
    <message>
        <source>The quality is unknown.</source>
        <translation>没有这种质量选项。</translation>
    </message>
    <message>
        <source>Choose full or draft.</source>
        <translation>请选择正式或草稿。</translation>
    </message>
    <message>
        <source>Cloning a voice needs what is said in its recording.</source>
        <translation>复刻音色需要录音对应的文本。</translation>
    </message>
    <message>
        <source>Type the transcript, or use the cross-lingual mode, which does without.</source>
        <translation>请填写参考文本，或改用不需要文本的跨语种方式。</translation>
    </message>
    <message>
        <source>Voice conversion needs a recording to convert.</source>
        <translation>变声需要一段待转换的录音。</translation>
    </message>
    <message>
        <source>Choose the source audio.</source>
        <translation>请选择源音频。</translation>
    </message>
    <message>
        <source>The recording of the voice is not there.</source>
        <translation>找不到音色的录音。</translation>
    </message>
    <message>
        <source>Choose the recording.</source>
        <translation>请选择录音。</translation>
    </message>
    <message>
        <source>The recording can&apos;t be read.</source>
        <translation>无法读取录音。</translation>
    </message>
    <message>
        <source>Convert it to WAV, FLAC or MP3.</source>
        <translation>请转换为 WAV、FLAC 或 MP3。</translation>
    </message>
    <message>
        <source>The recording holds no sound.</source>
        <translation>录音里没有声音。</translation>
    </message>
    <message>
        <source>Choose another recording.</source>
        <translation>请换一段录音。</translation>
    </message>
    <message>
        <source>The recording is too coarse to clone a voice from.</source>
        <translation>录音的采样率太低，无法复刻音色。</translation>
    </message>
    <message>
        <source>Choose a recording of 16 kHz or more.</source>
        <translation>请选择 16 kHz 以上的录音。</translation>
    </message>
    <message>
        <source>The recording is too long.</source>
        <translation>录音太长。</translation>
    </message>
    <message>
        <source>Cut out the part you need.</source>
        <translation>请截取需要的部分。</translation>
    </message>
    <message>
        <source>The script can&apos;t be read.</source>
        <translation>无法读取这份台词。</translation>
    </message>
    <message>
        <source>Save it as text or as subtitles and import that.</source>
        <translation>请另存为文本或字幕文件，再导入。</translation>
    </message>
    <message>
        <source>The script is too big.</source>
        <translation>这份台词太大。</translation>
    </message>
    <message>
        <source>Split it into several files and import them one by one.</source>
        <translation>请拆成几个文件，逐个导入。</translation>
    </message>
    <message>
        <source>{0} is not there.</source>
        <translation>找不到 {0}。</translation>
    </message>
    <message>
        <source>{0} is bigger than {1} MB.</source>
        <translation>{0} 超过 {1} MB。</translation>
    </message>
    <message>
        <source>The file has more than {0} lines to speak.</source>
        <translation>文件超过 {0} 句台词。</translation>
    </message>
    <message>
        <source>The file holds no text.</source>
        <translation>文件里没有文本。</translation>
    </message>
    <message>
        <source>The file is an old Word document.</source>
        <translation>这是旧版 Word 文档。</translation>
    </message>
    <message>
        <source>The file is a rich text document.</source>
        <translation>这是 RTF 文档。</translation>
    </message>
    <message>
        <source>The file is a PDF.</source>
        <translation>这是 PDF 文件。</translation>
    </message>
    <message>
        <source>The file is no Word document.</source>
        <translation>这不是 Word 文档。</translation>
    </message>
    <message>
        <source>The Word document is damaged.</source>
        <translation>Word 文档已损坏。</translation>
    </message>
    <message>
        <source>The Word document is damaged, or it has a password.</source>
        <translation>Word 文档已损坏，或设有密码。</translation>
    </message>
    <message>
        <source>The Word document is too big.</source>
        <translation>Word 文档太大。</translation>
    </message>
    <message>
        <source>The Markdown of the file can&apos;t be read.</source>
        <translation>文件的 Markdown 无法识别。</translation>
    </message>
    <message>
        <source>Save it as .docx or as plain text, and import that.</source>
        <translation>请另存为 .docx 或纯文本，再导入。</translation>
    </message>
    <message>
        <source>This sound file can&apos;t be read.</source>
        <translation>无法读取这个音频文件。</translation>
    </message>
    <message>
        <source>This video can&apos;t be shown.</source>
        <translation>无法显示这个视频。</translation>
    </message>
    <message>
        <source>Convert it to MP4, or open another one.</source>
        <translation>请转换为 MP4，或打开另一个视频。</translation>
    </message>
    <message>
        <source>There is no sound in this file.</source>
        <translation>这个文件里没有声音。</translation>
    </message>
    <message>
        <source>Choose another file.</source>
        <translation>请换一个文件。</translation>
    </message>
    <message>
        <source>The file is longer than an hour.</source>
        <translation>文件超过一小时。</translation>
    </message>
    <message>
        <source>The engine stopped answering and was ended.</source>
        <translation>引擎没有响应，已被终止。</translation>
    </message>
    <message>
        <source>The part of CosyDesk that runs CosyVoice models is missing.</source>
        <translation>CosyDesk 中运行 CosyVoice 模型的组件缺失。</translation>
    </message>
    <message>
        <source>Install CosyDesk again. The starter voices speak without it.</source>
        <translation>请重新安装 CosyDesk。没有该组件，入门音色仍可使用。</translation>
    </message>
    <message>
        <source>The part of CosyDesk that runs CosyVoice models can&apos;t be loaded.</source>
        <translation>CosyDesk 中运行 CosyVoice 模型的组件无法加载。</translation>
    </message>
    <message>
        <source>A text that arrives bit by bit can&apos;t be sent to another process.</source>
        <translation>边到边读的文本不能交给另一个进程。</translation>
    </message>
    <message>
        <source>Speak it with a model that is open in this one, or collect it first.</source>
        <translation>请用本进程内打开的模型朗读，或先收齐全文再提交。</translation>
    </message>
    <message>
        <source>The recording holds too little speech.</source>
        <translation>录音里的人声太少。</translation>
    </message>
    <message>
        <source>Choose 3 to 10 seconds of clear speech.</source>
        <translation>请选择 3 到 10 秒清晰的人声。</translation>
    </message>
    <message>
        <source>The recording is silent.</source>
        <translation>录音没有声音。</translation>
    </message>
    <message>
        <source>Choose a recording with speech.</source>
        <translation>请选择有人声的录音。</translation>
    </message>
    <message>
        <source>The recording is clipped.</source>
        <translation>录音有削波失真。</translation>
    </message>
    <message>
        <source>Record it again at a lower level.</source>
        <translation>请调低音量后重新录制。</translation>
    </message>
    <message>
        <source>The model folder lacks a file.</source>
        <translation>模型文件夹缺少文件。</translation>
    </message>
    <message>
        <source>Fetch the model again.</source>
        <translation>请重新下载模型。</translation>
    </message>
    <message>
        <source>A file of the model is damaged or incomplete.</source>
        <translation>模型文件已损坏或不完整。</translation>
    </message>
    <message>
        <source>A file in the model folder belongs to another model.</source>
        <translation>模型文件夹中有其他模型的文件。</translation>
    </message>
    <message>
        <source>A file of the model was not opened, since it could run code.</source>
        <translation>有一个模型文件可能会运行代码，因此没有打开。</translation>
    </message>
    <message>
        <source>Don&apos;t use this file; fetch the model from its official page.</source>
        <translation>请勿使用此文件，请从官方页面下载模型。</translation>
    </message>
    <message>
        <source>The settings of the model can&apos;t be read.</source>
        <translation>无法读取模型配置。</translation>
    </message>
    <message>
        <source>The settings of the model are damaged.</source>
        <translation>模型配置已损坏。</translation>
    </message>
    <message>
        <source>The settings of the model are incomplete.</source>
        <translation>模型配置不完整。</translation>
    </message>
    <message>
        <source>The settings of the model don&apos;t fit together.</source>
        <translation>模型配置前后不符。</translation>
    </message>
    <message>
        <source>The settings of the model are unsafe and were not used.</source>
        <translation>模型配置不安全，没有采用。</translation>
    </message>
    <message>
        <source>Don&apos;t use this model folder; fetch the model from its official page.</source>
        <translation>请勿使用此模型文件夹，请从官方页面下载模型。</translation>
    </message>
    <message>
        <source>The settings of the model ask for what this version doesn&apos;t know.</source>
        <translation>模型配置中有此版本不支持的内容。</translation>
    </message>
    <message>
        <source>Use an official model.</source>
        <translation>请使用官方模型。</translation>
    </message>
    <message>
        <source>The vocabulary of the model is missing.</source>
        <translation>缺少模型词表。</translation>
    </message>
    <message>
        <source>The vocabulary of the model is damaged.</source>
        <translation>模型词表已损坏。</translation>
    </message>
    <message>
        <source>The chosen device is not available on this machine.</source>
        <translation>所选设备在本机上不可用。</translation>
    </message>
    <message>
        <source>Choose another one in Preferences.</source>
        <translation>请在偏好设置中另选一个。</translation>
    </message>
    <message>
        <source>The chosen device is unknown.</source>
        <translation>无法识别所选设备。</translation>
    </message>
    <message>
        <source>The chosen device doesn&apos;t compute in this number format.</source>
        <translation>所选设备不支持这种数值精度。</translation>
    </message>
    <message>
        <source>The chosen number format is unknown.</source>
        <translation>无法识别所选数值精度。</translation>
    </message>
    <message>
        <source>A starter voice can&apos;t be read.</source>
        <translation>有一个入门音色无法读取。</translation>
    </message>
    <message>
        <source>This model is not in the catalogue.</source>
        <translation>模型目录中没有这个模型。</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>请选择其他模型。</translation>
    </message>
    <message>
        <source>The model catalogue is damaged.</source>
        <translation>模型目录已损坏。</translation>
    </message>
    <message>
        <source>The hub doesn&apos;t have this model.</source>
        <translation>下载站没有这个模型。</translation>
    </message>
    <message>
        <source>Check the mirror and the revision.</source>
        <translation>请检查镜像和版本。</translation>
    </message>
    <message>
        <source>The connection to the hub broke.</source>
        <translation>与下载站的连接中断。</translation>
    </message>
    <message>
        <source>Check the network and the proxy, then resume: what has arrived is kept.</source>
        <translation>请检查网络和代理后继续下载，已下载的部分会保留。</translation>
    </message>
    <message>
        <source>The hub refused access.</source>
        <translation>下载站拒绝访问。</translation>
    </message>
    <message>
        <source>Check the mirror&apos;s address and its token.</source>
        <translation>请检查镜像地址和访问令牌。</translation>
    </message>
    <message>
        <source>The hub is busy or out of order.</source>
        <translation>下载站繁忙或出了故障。</translation>
    </message>
    <message>
        <source>Resume in a few minutes.</source>
        <translation>请过几分钟再继续下载。</translation>
    </message>
    <message>
        <source>The downloaded model is damaged.</source>
        <translation>下载的模型已损坏。</translation>
    </message>
    <message>
        <source>Try again: only the bad files are fetched. If it stays, choose another mirror.</source>
        <translation>请重试，只会重新下载损坏的文件。若仍有问题，请换一个镜像。</translation>
    </message>
    <message>
        <source>The disk has too little room for the model.</source>
        <translation>磁盘空间不足，放不下模型。</translation>
    </message>
    <message>
        <source>Free some space, or choose another folder for models.</source>
        <translation>请清理磁盘空间，或换一个模型文件夹。</translation>
    </message>
    <message>
        <source>The folder for models can&apos;t be used.</source>
        <translation>模型文件夹无法使用。</translation>
    </message>
    <message>
        <source>Check the folder for models.</source>
        <translation>请检查模型文件夹。</translation>
    </message>
    <message>
        <source>The download stopped unexpectedly.</source>
        <translation>下载意外停止。</translation>
    </message>
    <message>
        <source>Resume: what has arrived is kept.</source>
        <translation>请继续下载，已下载的部分会保留。</translation>
    </message>
    <message>
        <source>The download is paused.</source>
        <translation>下载已暂停。</translation>
    </message>
    <message>
        <source>Resume it to go on where it stopped.</source>
        <translation>可从停下的地方继续下载。</translation>
    </message>
    <message>
        <source>The download was cancelled.</source>
        <translation>下载已取消。</translation>
    </message>
    <message>
        <source>This is not a model folder, so nothing in it was deleted.</source>
        <translation>这不是模型文件夹，没有删除其中任何内容。</translation>
    </message>
    <message>
        <source>Choose the folder that holds the model&apos;s files.</source>
        <translation>请选择存放模型文件的文件夹。</translation>
    </message>
    <message>
        <source>The model can&apos;t be deleted.</source>
        <translation>无法删除该模型。</translation>
    </message>
    <message>
        <source>Close what uses the model, then try again.</source>
        <translation>请关闭正在使用该模型的程序，然后重试。</translation>
    </message>
    <message>
        <source>{0} isn&apos;t there any more.</source>
        <translation>{0} 已不在原处。</translation>
    </message>
    <message>
        <source>{0} isn&apos;t a CosyDesk project.</source>
        <translation>{0} 不是 CosyDesk 项目文件。</translation>
    </message>
    <message>
        <source>{0} was made by a newer CosyDesk.</source>
        <translation>{0} 由更新版本的 CosyDesk 创建。</translation>
    </message>
    <message>
        <source>{0} is empty.</source>
        <translation>{0} 是空文件。</translation>
    </message>
    <message>
        <source>{0} is open in another window.</source>
        <translation>{0} 已在另一个窗口中打开。</translation>
    </message>
    <message>
        <source>{0} was made by an older CosyDesk and can&apos;t be opened to look at only.</source>
        <translation>{0} 由旧版 CosyDesk 创建，无法以只读方式打开。</translation>
    </message>
    <message>
        <source>Open it where it can be written.</source>
        <translation>请把它放到可以写入的位置再打开。</translation>
    </message>
    <message>
        <source>Free some space or save under another name; until then your changes are kept in memory.</source>
        <translation>请清理磁盘空间或另存为其他名称；在此之前，修改只保留在内存中。</translation>
    </message>
    <message>
        <source>A copy needs another name than the project&apos;s own.</source>
        <translation>副本不能与项目同名。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>The starter voices are missing.</source>
        <translation>缺少入门音色。</translation>
    </message>
    <message>
        <source>The sound of this take is missing.</source>
        <translation>此录次的声音缺失。</translation>
    </message>
    <message>
        <source>The sound of this take is damaged.</source>
        <translation>此录次的声音已损坏。</translation>
    </message>
    <message>
        <source>The export failed.</source>
        <translation>导出失败。</translation>
    </message>
    <message>
        <source>Details are in the log.</source>
        <translation>详情见日志。</translation>
    </message>
    <message>
        <source>There is nothing to export yet.</source>
        <translation>还没有可导出的内容。</translation>
    </message>
    <message>
        <source>Speak a line first.</source>
        <translation>请先朗读一句。</translation>
    </message>
    <message>
        <source>This sound format isn&apos;t supported.</source>
        <translation>不支持这种声音格式。</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>请另选一种。</translation>
    </message>
    <message>
        <source>{0} is not a video that can be shown.</source>
        <translation>“{0}”不是能够显示的视频。</translation>
    </message>
    <message>
        <source>The sound of {0} can&apos;t be kept: {1}</source>
        <translation>无法保存“{0}”的声音：{1}</translation>
    </message>
    <message>
        <source>Make room on the disk, then open the video again.</source>
        <translation>请腾出磁盘空间，然后重新打开视频。</translation>
    </message>
    <message>
        <source>A clip can&apos;t be trimmed to nothing.</source>
        <translation>片段不能修剪到没有长度。</translation>
    </message>
    <message>
        <source>The playhead isn&apos;t inside the clip.</source>
        <translation>播放头不在片段内。</translation>
    </message>
    <message>
        <source>Nothing of {0} can be read any more.</source>
        <translation>{0} 已经没有可以读出的内容。</translation>
    </message>
    <message>
        <source>{0} leads to the project&apos;s own video.</source>
        <translation>{0} 是指向项目自身视频的链接。</translation>
    </message>
    <message>
        <source>{0} leads to a project.</source>
        <translation>{0} 是指向某个项目的链接。</translation>
    </message>
    <message>
        <source>Choose another name or folder; the original is never replaced.</source>
        <translation>请换一个名称或文件夹；原文件绝不会被覆盖。</translation>
    </message>
    <message>
        <source>{0} is refused: it holds what no project needs.</source>
        <translation>已拒绝打开 {0}：其中含有项目不需要的内容。</translation>
    </message>
    <message>
        <source>There is no model folder at {0}.</source>
        <translation>找不到模型文件夹 {0}。</translation>
    </message>
    <message>
        <source>“{0}” is not a CosyVoice model: it holds none of {1}.</source>
        <translation>“{0}”不是 CosyVoice 模型：其中没有 {1}。</translation>
    </message>
    <message>
        <source>Choose the folder that holds the YAML file and the .pt files.</source>
        <translation>请选择包含 YAML 文件和 .pt 文件的文件夹。</translation>
    </message>
    <message>
        <source>The model folder lacks {0}.</source>
        <translation>模型文件夹缺少 {0}。</translation>
    </message>
    <message>
        <source>{0} is damaged or incomplete.</source>
        <translation>{0} 已损坏或不完整。</translation>
    </message>
    <message>
        <source>{0} holds no weights.</source>
        <translation>{0} 中没有模型权重。</translation>
    </message>
    <message>
        <source>{0} is not a vocabulary.</source>
        <translation>{0} 不是词表文件。</translation>
    </message>
    <message>
        <source>{0} is not valid YAML.</source>
        <translation>{0} 不是有效的 YAML 文件。</translation>
    </message>
    <message>
        <source>{0} holds more than weights and was not opened, since it could run code.</source>
        <translation>{0} 除权重外还有其他内容，可能会运行代码，因此没有打开。</translation>
    </message>
    <message>
        <source>This model needs the vocabulary {0}, which is not part of its release.</source>
        <translation>此模型需要词表 {0}，而官方发布中不含该文件。</translation>
    </message>
    <message>
        <source>Put {0} into the model folder.</source>
        <translation>请把 {0} 放进模型文件夹。</translation>
    </message>
    <message>
        <source>{0} has no voice “{1}”.</source>
        <translation>{0} 没有音色“{1}”。</translation>
    </message>
    <message>
        <source>There is no starter voice called {0}.</source>
        <translation>没有名为 {0} 的入门音色。</translation>
    </message>
    <message>
        <source>{0} has no built-in voices.</source>
        <translation>{0} 没有预训练音色。</translation>
    </message>
    <message>
        <source>The starter voices can&apos;t clone a voice or follow an instruction.</source>
        <translation>入门音色不支持复刻和语气指令。</translation>
    </message>
    <message>
        <source>Choose a CosyVoice model for that.</source>
        <translation>请改用 CosyVoice 模型。</translation>
    </message>
    <message>
        <source>Install it with: pip install cosydesk[japanese]</source>
        <translation>请用此命令安装：pip install cosydesk[japanese]</translation>
    </message>
    <message>
        <source>The device {0} is not available on this machine.</source>
        <translation>设备 {0} 在本机上不可用。</translation>
    </message>
    <message>
        <source>The model doesn&apos;t fit into the graphics card&apos;s memory.</source>
        <translation>显存不足，放不下该模型。</translation>
    </message>
    <message>
        <source>Close other programs that use it, or choose the CPU.</source>
        <translation>请关闭占用显存的其他程序，或改用 CPU。</translation>
    </message>
    <message>
        <source>The engine ran out of memory.</source>
        <translation>引擎的内存不足。</translation>
    </message>
    <message>
        <source>Close other programs, choose int8 in Preferences or a smaller model, or speak shorter lines.</source>
        <translation>请关闭其他程序，在“偏好设置”中选择 int8，改用更小的模型，或把台词拆短。</translation>
    </message>
    <message>
        <source>Close other programs or speak shorter lines.</source>
        <translation>请关闭其他程序，或把台词拆短。</translation>
    </message>
    <message>
        <source>The graphics card ran out of memory.</source>
        <translation>显存不足。</translation>
    </message>
    <message>
        <source>Close other programs that use it, or choose the CPU in Preferences.</source>
        <translation>请关闭占用显存的其他程序，或在偏好设置中改用 CPU。</translation>
    </message>
    <message>
        <source>This mode needs a recording of the voice.</source>
        <translation>这种朗读方式需要音色的录音。</translation>
    </message>
    <message>
        <source>{0} is not a sound file that can be read.</source>
        <translation>{0} 不是可以读取的音频文件。</translation>
    </message>
    <message>
        <source>{0} holds no sound.</source>
        <translation>{0} 里没有声音。</translation>
    </message>
    <message>
        <source>{0} has no sound in it.</source>
        <translation>{0} 里没有声音。</translation>
    </message>
    <message>
        <source>{0} was recorded at {1} Hz, which is too coarse to clone a voice from.</source>
        <translation>{0} 的采样率只有 {1} Hz，无法复刻音色。</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>找不到文件 {0}。</translation>
    </message>
    <message>
        <source>{0} is longer than an hour.</source>
        <translation>{0} 超过一小时。</translation>
    </message>
    <message>
        <source>The recording is clipped: {0} of it is at full scale.</source>
        <translation>录音有削波失真：{0} 的部分达到满幅。</translation>
    </message>
    <message>
        <source>The recording holds only {0} s of speech.</source>
        <translation>录音里只有 {0} 秒人声。</translation>
    </message>
    <message>
        <source>The recording is {0} s long; at most {1} s can be used.</source>
        <translation>录音长 {0} 秒，最多可用 {1} 秒。</translation>
    </message>
    <message>
        <source>Cut it: the part from {0} s to {1} s holds the most speech.</source>
        <translation>请截短：第 {0} 秒到第 {1} 秒之间的人声最多。</translation>
    </message>
    <message>
        <source>The download needs {0} and {1} must stay free, but the disk has {2}.</source>
        <translation>下载需要 {0}，另须留出 {1}，但磁盘只剩 {2}。</translation>
    </message>
    <message>
        <source>The disk filled up during the download.</source>
        <translation>下载途中磁盘已满。</translation>
    </message>
    <message>
        <source>Free some space, then resume.</source>
        <translation>请清理磁盘空间后继续下载。</translation>
    </message>
    <message>
        <source>{0} is being downloaded by another CosyDesk.</source>
        <translation>另一个 CosyDesk 正在下载 {0}。</translation>
    </message>
    <message>
        <source>Wait for it, or stop it.</source>
        <translation>请等它完成，或停止那边的下载。</translation>
    </message>
    <message>
        <source>{0} was not found on the hub.</source>
        <translation>下载站没有 {0}。</translation>
    </message>
    <message>
        <source>{0} on the hub lacks {1}.</source>
        <translation>下载站上的 {0} 缺少 {1}。</translation>
    </message>
    <message>
        <source>Update CosyDesk, or choose another mirror or revision.</source>
        <translation>请更新 CosyDesk，或换一个镜像或版本。</translation>
    </message>
    <message>
        <source>What the hub sent is not what it lists.</source>
        <translation>下载站发来的文件与清单不符。</translation>
    </message>
    <message>
        <source>Try again later or choose another mirror.</source>
        <translation>请稍后重试，或换一个镜像。</translation>
    </message>
    <message>
        <source>There is no folder at {0}.</source>
        <translation>找不到文件夹 {0}。</translation>
    </message>
    <message>
        <source>Choose the folder that holds the model.</source>
        <translation>请选择模型所在的文件夹。</translation>
    </message>
    <message>
        <source>The check was cancelled.</source>
        <translation>检查已取消。</translation>
    </message>
    <message>
        <source>{0} is not a model folder, so nothing in it was deleted.</source>
        <translation>{0} 不是模型文件夹，没有删除其中任何内容。</translation>
    </message>
    <message>
        <source>{0} can&apos;t be deleted: {1}.</source>
        <translation>无法删除 {0}：{1}。</translation>
    </message>
    <message>
        <source>Nobody has agreed that this voice may be used.</source>
        <translation>还没有人同意使用该音色。</translation>
    </message>
    <message>
        <source>Ask who speaks in the recording, then tick the box.</source>
        <translation>请先征得录音者同意，再勾选确认。</translation>
    </message>
    <message>
        <source>A voice can&apos;t be cloned from this recording.</source>
        <translation>无法用这段录音克隆音色。</translation>
    </message>
    <message>
        <source>No model that can clone a voice is open.</source>
        <translation>还没有打开能克隆音色的模型。</translation>
    </message>
    <message>
        <source>Open the folder of a CosyVoice model in the Model menu; the starter voices can&apos;t clone.</source>
        <translation>请在“模型”菜单中打开 CosyVoice 模型文件夹；入门音色不能克隆。</translation>
    </message>
    <message>
        <source>The model that this project&apos;s own voices are spoken with is not open.</source>
        <translation>本项目自有音色所用的模型没有打开。</translation>
    </message>
    <message>
        <source>Open its folder in the Model menu, or choose another model there.</source>
        <translation>请在“模型”菜单中打开它的文件夹，或改选其他模型。</translation>
    </message>
    <message>
        <source>The model can&apos;t clone a voice.</source>
        <translation>该模型不能克隆音色。</translation>
    </message>
    <message>
        <source>Choose another model for your own voices in the Model menu.</source>
        <translation>请在“模型”菜单中为自己的音色另选模型。</translation>
    </message>
    <message>
        <source>The model can&apos;t direct the manner of a cloned voice.</source>
        <translation>该模型不能指定克隆音色的语气。</translation>
    </message>
    <message>
        <source>Choose the mode “Clone”, or CosyVoice 2 or 3 in the Model menu.</source>
        <translation>请选择“克隆”模式，或在“模型”菜单中改用 CosyVoice 2 或 3。</translation>
    </message>
    <message>
        <source>This voice isn&apos;t among your voices any more.</source>
        <translation>该音色已不在你的音色中。</translation>
    </message>
    <message>
        <source>Import it again, or choose another voice.</source>
        <translation>请重新导入，或改用其他音色。</translation>
    </message>
    <message>
        <source>The voice is damaged.</source>
        <translation>该音色已损坏。</translation>
    </message>
    <message>
        <source>Import it again, or record it anew.</source>
        <translation>请重新导入，或重新录制。</translation>
    </message>
    <message>
        <source>This is not a voice file.</source>
        <translation>这不是音色文件。</translation>
    </message>
    <message>
        <source>Choose a .cosyvoice file.</source>
        <translation>请选择 .cosyvoice 文件。</translation>
    </message>
    <message>
        <source>The voice file was made by a newer version.</source>
        <translation>该音色文件由更新的版本创建。</translation>
    </message>
    <message>
        <source>Update CosyDesk, then import it again.</source>
        <translation>请更新 CosyDesk 后再导入。</translation>
    </message>
    <message>
        <source>The voice file is refused: it holds what no voice needs.</source>
        <translation>已拒绝该音色文件：内含音色不需要的内容。</translation>
    </message>
    <message>
        <source>It was not made by CosyDesk; delete it.</source>
        <translation>它不是由 CosyDesk 生成的，请删除。</translation>
    </message>
    <message>
        <source>The voice is in the library already.</source>
        <translation>该音色已在音色库中。</translation>
    </message>
    <message>
        <source>Replace it, or keep both.</source>
        <translation>可以替换，也可以两个都保留。</translation>
    </message>
    <message>
        <source>The voice library was damaged.</source>
        <translation>音色库曾损坏。</translation>
    </message>
    <message>
        <source>What could be read was saved; the damaged file is kept beside it.</source>
        <translation>能读出的内容已保存，损坏的文件留在原处备查。</translation>
    </message>
    <message>
        <source>The voice library was made by a newer CosyDesk.</source>
        <translation>音色库由更新版本的 CosyDesk 创建。</translation>
    </message>
    <message>
        <source>Update CosyDesk; until then your own voices and favourites can&apos;t be used.</source>
        <translation>请更新 CosyDesk；在此之前无法使用你的音色和收藏。</translation>
    </message>
    <message>
        <source>The voice library can&apos;t be used.</source>
        <translation>音色库无法使用。</translation>
    </message>
    <message>
        <source>Until it can, favourites and voices of your own are not kept.</source>
        <translation>在此期间，收藏和你自己的音色不会保存。</translation>
    </message>
    <message>
        <source>“{0}” has no transcript, which cloning needs.</source>
        <translation>“{0}”缺少克隆所需的文字稿。</translation>
    </message>
    <message>
        <source>Type what is said in its recording, or choose the cross-lingual mode, which does without.</source>
        <translation>请填写录音里说的话，或改用不需要文字稿的“跨语种”模式。</translation>
    </message>
    <message>
        <source>{0} can&apos;t clone a voice.</source>
        <translation>{0} 不能克隆音色。</translation>
    </message>
    <message>
        <source>{0}, which this project&apos;s own voices are spoken with, is not open.</source>
        <translation>本项目自有音色所用的模型 {0} 没有打开。</translation>
    </message>
    <message>
        <source>{0} can&apos;t direct the manner of a cloned voice.</source>
        <translation>{0} 不能指定克隆音色的语气。</translation>
    </message>
    <message>
        <source>The recording of “{0}” is damaged.</source>
        <translation>“{0}”的录音已损坏。</translation>
    </message>
    <message>
        <source>“{0}” is in the library already, as “{1}”.</source>
        <translation>“{0}”已在音色库中，名为“{1}”。</translation>
    </message>
    <message>
        <source>The voice has no name.</source>
        <translation>音色还没有名称。</translation>
    </message>
    <message>
        <source>Give it one.</source>
        <translation>请取一个名称。</translation>
    </message>
    <message>
        <source>A text of this voice is too long.</source>
        <translation>该音色的某段文字过长。</translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>请缩短。</translation>
    </message>
    <message>
        <source>This voice isn&apos;t in the library any more.</source>
        <translation>该音色已不在音色库中。</translation>
    </message>
    <message>
        <source>The recording of a voice is missing in the project.</source>
        <translation>项目中缺少某个音色的录音。</translation>
    </message>
    <message>
        <source>The recording of a voice is damaged in the project.</source>
        <translation>项目中某个音色的录音已损坏。</translation>
    </message>
    <message>
        <source>The recording of the voice is damaged.</source>
        <translation>该音色的录音已损坏。</translation>
    </message>
    <message>
        <source>The recording is damaged.</source>
        <translation>录音已损坏。</translation>
    </message>
    <message>
        <source>The recording is only {0} s long.</source>
        <translation>录音只有 {0} 秒。</translation>
    </message>
    <message>
        <source>The recording has {0} samples a second, which no voice can be cloned from.</source>
        <translation>录音的采样率为 {0} Hz，无法用来克隆音色。</translation>
    </message>
    <message>
        <source>There is no sound in the recording.</source>
        <translation>录音里没有声音。</translation>
    </message>
    <message>
        <source>Cut it to 3 to 10 seconds of clear speech.</source>
        <translation>请截取 3 到 10 秒清晰的人声。</translation>
    </message>
    <message>
        <source>{0} isn&apos;t a voice file.</source>
        <translation>{0} 不是音色文件。</translation>
    </message>
    <message>
        <source>Export the voice again.</source>
        <translation>请重新导出该音色。</translation>
    </message>
    <message>
        <source>{0} is refused: it is too large.</source>
        <translation>已拒绝 {0}：文件过大。</translation>
    </message>
    <message>
        <source>{0} is refused: it has too many parts.</source>
        <translation>已拒绝 {0}：内含的文件过多。</translation>
    </message>
    <message>
        <source>{0} is refused: it is encrypted.</source>
        <translation>已拒绝 {0}：文件已加密。</translation>
    </message>
    <message>
        <source>{0} is refused: a part of it points outside the file.</source>
        <translation>已拒绝 {0}：内含指向外部的路径。</translation>
    </message>
    <message>
        <source>{0} is refused: a part of it is a link.</source>
        <translation>已拒绝 {0}：内含链接。</translation>
    </message>
    <message>
        <source>{0} is refused: it has a part twice.</source>
        <translation>已拒绝 {0}：内含重复的文件。</translation>
    </message>
    <message>
        <source>{0} is refused: a part of it is too large.</source>
        <translation>已拒绝 {0}：内含过大的文件。</translation>
    </message>
    <message>
        <source>{0} is refused: a part of it is larger than it says.</source>
        <translation>已拒绝 {0}：内含的文件比标明的更大。</translation>
    </message>
    <message>
        <source>{0} is damaged: its recording is missing.</source>
        <translation>{0} 已损坏：缺少录音。</translation>
    </message>
    <message>
        <source>{0} is damaged: its recording is not the one that belongs to it.</source>
        <translation>{0} 已损坏：其中的录音与音色不符。</translation>
    </message>
    <message>
        <source>What could be read was saved; the damaged file is kept as {0}.</source>
        <translation>能读出的内容已保存，损坏的文件另存为 {0}。</translation>
    </message>
    <message>
        <source>This recording can&apos;t be listened to.</source>
        <translation>无法识别这段录音。</translation>
    </message>
    <message>
        <source>The recording is longer than ten minutes.</source>
        <translation>录音超过了十分钟。</translation>
    </message>
    <message>
        <source>The recogniser is not installed completely.</source>
        <translation>语音识别没有安装完整。</translation>
    </message>
    <message>
        <source>Install CosyDesk again, or type what is said.</source>
        <translation>请重新安装 CosyDesk，或手动输入文字。</translation>
    </message>
    <message>
        <source>The recogniser is damaged.</source>
        <translation>语音识别的文件已损坏。</translation>
    </message>
    <message>
        <source>The recogniser can&apos;t be opened.</source>
        <translation>语音识别无法启动。</translation>
    </message>
    <message>
        <source>The recogniser doesn&apos;t know this language.</source>
        <translation>语音识别不支持这种语言。</translation>
    </message>
    <message>
        <source>Choose another recogniser, or type what is said.</source>
        <translation>请换一种识别方式，或手动输入文字。</translation>
    </message>
    <message>
        <source>SenseVoice is incomplete.</source>
        <translation>SenseVoice 缺少文件。</translation>
    </message>
    <message>
        <source>Download it again, or let Whisper listen.</source>
        <translation>请重新下载，或改用 Whisper 识别。</translation>
    </message>
    <message>
        <source>SenseVoice&apos;s files are damaged.</source>
        <translation>SenseVoice 的文件已损坏。</translation>
    </message>
    <message>
        <source>Noise can&apos;t be removed on this kind of computer.</source>
        <translation>这台电脑不支持降噪。</translation>
    </message>
    <message>
        <source>Record in a quieter place, or use the recording as it is.</source>
        <translation>请在更安静的地方录音，或直接使用这段录音。</translation>
    </message>
    <message>
        <source>The server doesn&apos;t answer.</source>
        <translation>服务器没有回应。</translation>
    </message>
    <message>
        <source>See whether it is running and the network is there, then try again.</source>
        <translation>请确认服务器正在运行、网络畅通，然后重试。</translation>
    </message>
    <message>
        <source>The server doesn&apos;t take the token.</source>
        <translation>服务器不接受这个令牌。</translation>
    </message>
    <message>
        <source>Enter the token that the server was started with.</source>
        <translation>请填写启动服务器时设定的令牌。</translation>
    </message>
    <message>
        <source>This is no speech service that CosyDesk knows.</source>
        <translation>这不是 CosyDesk 认识的语音服务。</translation>
    </message>
    <message>
        <source>Check the address and the port; both computers should have the same version.</source>
        <translation>请检查地址和端口；两台电脑上的版本应当一致。</translation>
    </message>
    <message>
        <source>This is no address of a server.</source>
        <translation>这不是服务器地址。</translation>
    </message>
    <message>
        <source>Write it as http://studio-pc:50000.</source>
        <translation>请写成 http://studio-pc:50000 这样的形式。</translation>
    </message>
    <message>
        <source>The server refuses to speak for this computer.</source>
        <translation>服务器拒绝为这台电脑朗读。</translation>
    </message>
    <message>
        <source>Use the name that the server was started with.</source>
        <translation>请使用启动服务器时的地址。</translation>
    </message>
    <message>
        <source>This computer doesn&apos;t trust the server&apos;s certificate.</source>
        <translation>这台电脑不信任服务器的证书。</translation>
    </message>
    <message>
        <source>Ask whoever runs the server, or use an http address in your own network.</source>
        <translation>请询问服务器管理者，或在自己的网络中使用 http 地址。</translation>
    </message>
    <message>
        <source>The server reports a fault.</source>
        <translation>服务器报告出错。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, look into the server&apos;s log.</source>
        <translation>请重试；若再次出现，请查看服务器的日志。</translation>
    </message>
    <message>
        <source>The server speaks with another model now.</source>
        <translation>服务器现在换了一个模型。</translation>
    </message>
    <message>
        <source>Try again; its voices may have changed.</source>
        <translation>请重试；它的音色可能已经变了。</translation>
    </message>
    <message>
        <source>The server broke off in the middle.</source>
        <translation>服务器中途断开了。</translation>
    </message>
    <message>
        <source>See whether its model has this voice and mode; its log says more.</source>
        <translation>请确认它的模型有这个音色和模式；详情见它的日志。</translation>
    </message>
    <message>
        <source>The list of servers can&apos;t be written.</source>
        <translation>无法保存服务器列表。</translation>
    </message>
    <message>
        <source>Free some space on the disk.</source>
        <translation>请清理出一些磁盘空间。</translation>
    </message>
    <message>
        <source>The text is longer than the server takes at once.</source>
        <translation>文本超出了服务器一次能接受的长度。</translation>
    </message>
    <message>
        <source>Split the line.</source>
        <translation>请拆分这句台词。</translation>
    </message>
    <message>
        <source>The recording is longer than the server takes.</source>
        <translation>录音超出了服务器能接受的长度。</translation>
    </message>
    <message>
        <source>The server {0} doesn&apos;t answer.</source>
        <translation>服务器 {0} 没有回应。</translation>
    </message>
    <message>
        <source>The server {0} doesn&apos;t take the token.</source>
        <translation>服务器 {0} 不接受这个令牌。</translation>
    </message>
    <message>
        <source>What answers at {0} is no speech service that CosyDesk knows.</source>
        <translation>{0} 上的服务不是 CosyDesk 认识的语音服务。</translation>
    </message>
    <message>
        <source>The certificate of {0} is not one that this computer trusts.</source>
        <translation>这台电脑不信任 {0} 的证书。</translation>
    </message>
    <message>
        <source>The server {0} speaks with another model now.</source>
        <translation>服务器 {0} 现在换了一个模型。</translation>
    </message>
    <message>
        <source>The server {0} broke off in the middle.</source>
        <translation>服务器 {0} 中途断开了。</translation>
    </message>
    <message>
        <source>The server {0} can&apos;t speak this (HTTP {1}).</source>
        <translation>服务器 {0} 无法朗读这段内容（HTTP {1}）。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Use Morse code</source>
        <translation>改用摩尔斯码</translation>
    </message>
    <message>
        <source>Export without a cue</source>
        <translation>不加提示导出</translation>
    </message>
    <message>
        <source>Export more</source>
        <translation>继续导出</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>One file</source>
        <translation>1 个文件</translation>
    </message>
    <message>
        <source>{n} files</source>
        <translation>{n} 个文件</translation>
    </message>
    <message>
        <source>{time} of sound</source>
        <translation>声音 {time}</translation>
    </message>
    <message>
        <source>about {size} MB</source>
        <translation>约 {size} MB</translation>
    </message>
    <message>
        <source>One line was never spoken</source>
        <translation>1 句台词尚未朗读</translation>
    </message>
    <message>
        <source>One line has changed since it was spoken</source>
        <translation>1 句台词在朗读后又改过</translation>
    </message>
    <message>
        <source>One line is too long for its slot</source>
        <translation>1 句台词超出时段</translation>
    </message>
    <message>
        <source>{n} lines were never spoken</source>
        <translation>{n} 句台词尚未朗读</translation>
    </message>
    <message>
        <source>{n} lines have changed since they were spoken</source>
        <translation>{n} 句台词在朗读后又改过</translation>
    </message>
    <message>
        <source>{n} lines are too long for their slots</source>
        <translation>{n} 句台词超出时段</translation>
    </message>
    <message>
        <source>Nothing to export yet: speak a line first</source>
        <translation>还没有可导出的内容，请先朗读一句</translation>
    </message>
    <message>
        <source>Nothing is chosen to be exported</source>
        <translation>没有选择要导出的内容</translation>
    </message>
    <message>
        <source>A timeline needs sound to refer to: choose the mix, stems or single lines</source>
        <translation>时间轴需要引用声音文件：请选择混音、分轨或单句</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
    <message>
        <source>The presets can&apos;t be written.</source>
        <translation>无法写入预设。</translation>
    </message>
    <message>
        <source>{name} is there already.</source>
        <translation>{name} 已存在。</translation>
    </message>
    <message>
        <source>{n} files are there already, {name} among them.</source>
        <translation>已有 {n} 个同名文件，其中有 {name}。</translation>
    </message>
    <message>
        <source>Replace files?</source>
        <translation>替换文件？</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Don&apos;t replace</source>
        <translation>不替换</translation>
    </message>
    <message>
        <source>Speaking the cue…</source>
        <translation>正在合成语音提示…</translation>
    </message>
    <message>
        <source>The queue is paused, and the cue waits in it. Cancel, and let the queue go on.</source>
        <translation>队列已暂停，语音提示还在排队。请先取消，再让队列继续。</translation>
    </message>
    <message>
        <source>The cue can&apos;t be spoken.</source>
        <translation>无法合成语音提示。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消，未写入任何文件。</translation>
    </message>
</context>
<context>
    <name>ExportForm</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Names and label</source>
        <translation>命名与标识</translation>
    </message>
    <message>
        <source>Part of the export</source>
        <translation>导出选项的部分</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
</context>
<context>
    <name>ExportPreset</name>
    <message>
        <source>Podcast</source>
        <translation>播客</translation>
    </message>
    <message>
        <source>Broadcast (EBU R128)</source>
        <translation>广播（EBU R128）</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Audiobook</source>
        <translation>有声书</translation>
    </message>
    <message>
        <source>Edit elsewhere</source>
        <translation>交给其他软件剪辑</translation>
    </message>
</context>
<context>
    <name>FailureCard</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
</context>
<context>
    <name>Faults</name>
    <message>
        <source>CosyDesk ended unexpectedly last time. Nothing was lost.</source>
        <translation>CosyDesk 上次意外退出，内容没有丢失。</translation>
    </message>
    <message>
        <source>Show report</source>
        <translation>查看报告</translation>
    </message>
    <message>
        <source>The settings file was empty; everything is as at the first start.</source>
        <translation>设置文件是空的，已恢复为初始设置。</translation>
    </message>
    <message>
        <source>Some settings were damaged; they are as at the first start.</source>
        <translation>部分设置已损坏，这些设置已恢复为初始值。</translation>
    </message>
    <message>
        <source>The settings were damaged; everything is as at the first start.</source>
        <translation>设置文件已损坏，已恢复为初始设置。</translation>
    </message>
    <message>
        <source>The settings can&apos;t be read; everything is as at the first start.</source>
        <translation>无法读取设置文件，已恢复为初始设置。</translation>
    </message>
    <message>
        <source>The old file is kept as {name}.</source>
        <translation>原文件已保留为 {name}。</translation>
    </message>
    <message>
        <source>Show the backup</source>
        <translation>查看备份</translation>
    </message>
</context>
<context>
    <name>FilesPage</name>
    <message>
        <source>Mix</source>
        <translation>混音</translation>
    </message>
    <message>
        <source>The whole timeline in one file</source>
        <translation>整条时间轴合成一个文件</translation>
    </message>
    <message>
        <source>Stems</source>
        <translation>分轨</translation>
    </message>
    <message>
        <source>A file for each speaker, as long as the mix · {n}</source>
        <translation>每位说话人一个文件，与混音等长 · {n} 个</translation>
    </message>
    <message>
        <source>Single lines</source>
        <translation>单句</translation>
    </message>
    <message>
        <source>A numbered file for each line · {n}</source>
        <translation>每句台词一个带编号的文件 · {n} 个</translation>
    </message>
    <message>
        <source>Dubbed video</source>
        <translation>配音视频</translation>
    </message>
    <message>
        <source>The picture of {name}, copied, with the new sound</source>
        <translation>{name} 的画面原样复制，配上新的声音</translation>
    </message>
    <message>
        <source>Lower, under the speech</source>
        <translation>压低垫在人声下</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>替换掉</translation>
    </message>
    <message>
        <source>Sound of the video</source>
        <translation>视频原声</translation>
    </message>
    <message>
        <source>Subtitles</source>
        <translation>字幕</translation>
    </message>
    <message>
        <source>With the times of the speech as placed</source>
        <translation>时间取自时间轴上的实际语音</translation>
    </message>
    <message>
        <source>Original as second row</source>
        <translation>第二行显示原文</translation>
    </message>
    <message>
        <source>Its library isn&apos;t made for this system: choose FCPXML or EDL</source>
        <translation>它的库不支持本系统，请选择 FCPXML 或 EDL</translation>
    </message>
    <message>
        <source>What was said before the translation</source>
        <translation>翻译之前说的话</translation>
    </message>
    <message>
        <source>The project has no video: open one to dub it</source>
        <translation>项目里没有视频：打开一个即可配音</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>For editing programs; refers to the files above</source>
        <translation>供剪辑软件使用，引用上面的声音文件</translation>
    </message>
</context>
<context>
    <name>Film</name>
    <message>
        <source>The video can&apos;t be opened.</source>
        <translation>无法打开这个视频。</translation>
    </message>
    <message>
        <source>Details are in the log.</source>
        <translation>详情见日志。</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>All speakers</source>
        <translation>所有音色</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>替换为</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Whole words</source>
        <translation>全字匹配</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Previous match</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next match</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Whose lines</source>
        <translation>谁的台词</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>全部替换</translation>
    </message>
    <message>
        <source>{count} replaced</source>
        <translation>已替换 {count} 处</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>{number} of {total}</source>
        <translation>第 {number} / {total} 处</translation>
    </message>
    <message>
        <source>{total} found</source>
        <translation>共 {total} 处</translation>
    </message>
    <message>
        <source>This project is open to look at only</source>
        <translation>这个项目只能查看</translation>
    </message>
    <message>
        <source>The pattern is too long, or repeats too much.</source>
        <translation>表达式太长，或重复次数太多。</translation>
    </message>
    <message>
        <source>The pattern takes too long: it tries too many ways to match. Make it simpler.</source>
        <translation>表达式要试的情形太多，耗时太长，请写得简单些。</translation>
    </message>
    <message>
        <source>There is no such group.</source>
        <translation>没有这个分组。</translation>
    </message>
    <message>
        <source>A \ stands before something that it gives no meaning.</source>
        <translation>\ 后面的字符没有特殊含义。</translation>
    </message>
    <message>
        <source>A bracket is not closed, or not opened.</source>
        <translation>括号没有成对。</translation>
    </message>
    <message>
        <source>There is nothing to repeat here.</source>
        <translation>这里没有可重复的内容。</translation>
    </message>
    <message>
        <source>A range runs backwards.</source>
        <translation>范围写反了。</translation>
    </message>
    <message>
        <source>The pattern can’t be read.</source>
        <translation>看不懂这个表达式。</translation>
    </message>
    <message>
        <source>Character {n}: {problem}</source>
        <translation>第 {n} 个字符：{problem}</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>{n} s, a good length</source>
        <translation>{n} 秒，长度合适</translation>
    </message>
    <message>
        <source>{n} s is short</source>
        <translation>{n} 秒偏短</translation>
    </message>
    <message>
        <source>3 to 10 seconds give a closer likeness.</source>
        <translation>3 到 10 秒会更像本人。</translation>
    </message>
    <message>
        <source>{n} s is too short</source>
        <translation>{n} 秒太短</translation>
    </message>
    <message>
        <source>At least 1 second is needed, better 3 to 10.</source>
        <translation>至少要 1 秒，最好 3 到 10 秒。</translation>
    </message>
    <message>
        <source>{n} s is too long</source>
        <translation>{n} 秒太长</translation>
    </message>
    <message>
        <source>Drag the ends to 30 seconds at most, or use the best stretch.</source>
        <translation>拖动两端，缩到 30 秒以内，或选用最佳片段。</translation>
    </message>
    <message>
        <source>The level is good ({n} dB)</source>
        <translation>音量合适（{n} dB）</translation>
    </message>
    <message>
        <source>It is quiet ({n} dB)</source>
        <translation>音量偏小（{n} dB）</translation>
    </message>
    <message>
        <source>Speak closer to the microphone, or raise its level.</source>
        <translation>离麦克风近一些，或调高录音音量。</translation>
    </message>
    <message>
        <source>It is very loud ({n} dB)</source>
        <translation>音量过大（{n} dB）</translation>
    </message>
    <message>
        <source>Lower the level of the microphone a little.</source>
        <translation>把录音音量调低一些。</translation>
    </message>
    <message>
        <source>Nobody is heard</source>
        <translation>听不到人声</translation>
    </message>
    <message>
        <source>Choose a part with speech, or check the microphone.</source>
        <translation>请选有人说话的部分，或检查麦克风。</translation>
    </message>
    <message>
        <source>Nothing is clipped</source>
        <translation>没有削波</translation>
    </message>
    <message>
        <source>Clipped in places</source>
        <translation>个别地方削波</translation>
    </message>
    <message>
        <source>Leave out what is marked red, or record at a lower level.</source>
        <translation>避开标红的地方，或调低音量重新录制。</translation>
    </message>
    <message>
        <source>Clipped: {n} % is cut off</source>
        <translation>削波严重：{n} % 被截断</translation>
    </message>
    <message>
        <source>Record it again at a lower level, or choose a part without red marks.</source>
        <translation>调低音量重新录制，或选没有标红的部分。</translation>
    </message>
    <message>
        <source>Little noise ({n} dB below)</source>
        <translation>噪声很小（低于人声 {n} dB）</translation>
    </message>
    <message>
        <source>Some noise ({n} dB below)</source>
        <translation>有些噪声（低于人声 {n} dB）</translation>
    </message>
    <message>
        <source>A quieter room or a closer microphone sounds cleaner.</source>
        <translation>换个安静的房间，或离麦克风近一些，会更干净。</translation>
    </message>
    <message>
        <source>Much noise ({n} dB below)</source>
        <translation>噪声明显（低于人声 {n} dB）</translation>
    </message>
    <message>
        <source>The voice would be noisy too: record it in a quiet room.</source>
        <translation>做出的音色也会带噪声：请在安静的房间里录制。</translation>
    </message>
    <message>
        <source>No speech to tell noise from</source>
        <translation>没有人声，无法判断噪声</translation>
    </message>
    <message>
        <source>Few pauses ({n} %)</source>
        <translation>停顿不多（{n} %）</translation>
    </message>
    <message>
        <source>{n} % of it is silence</source>
        <translation>静音占 {n} %</translation>
    </message>
    <message>
        <source>Trim the ends, or use the best stretch.</source>
        <translation>裁掉两端，或选用最佳片段。</translation>
    </message>
    <message>
        <source>Hardly any speech</source>
        <translation>几乎没有人声</translation>
    </message>
    <message>
        <source>Choose a part with at least 1 second of it.</source>
        <translation>请选至少有 1 秒人声的部分。</translation>
    </message>
    <message>
        <source>{n} s of clear speech</source>
        <translation>清晰语音 {n} 秒</translation>
    </message>
    <message>
        <source>The speech is not clear ({n} %)</source>
        <translation>语音不够清晰（{n}%）</translation>
    </message>
    <message>
        <source>Another stretch, or less noise, may be nearer to the voice.</source>
        <translation>换一段，或先降噪，会更像本人的声音。</translation>
    </message>
    <message>
        <source>Only {n} s of it is speech</source>
        <translation>其中只有 {n} 秒是说话</translation>
    </message>
    <message>
        <source>Choose a part with 3 seconds of it, or record more.</source>
        <translation>请选取含 3 秒以上说话的部分，或多录一些。</translation>
    </message>
    <message>
        <source>No speech is found in it</source>
        <translation>没有检测到说话声</translation>
    </message>
    <message>
        <source>Music and noises can’t be cloned: choose a part in which somebody speaks.</source>
        <translation>音乐和杂音无法克隆：请选取有人说话的部分。</translation>
    </message>
    <message>
        <source>A pause of {n} s inside</source>
        <translation>中间停顿了 {n} 秒</translation>
    </message>
    <message>
        <source>The clone may pause like that: choose the part before or after it.</source>
        <translation>克隆出的声音也可能这样停顿：请选取停顿之前或之后的部分。</translation>
    </message>
    <message>
        <source>The start goes through a word</source>
        <translation>开头切断了字音</translation>
    </message>
    <message>
        <source>Drag it into the pause before.</source>
        <translation>请把它拖到前面的停顿处。</translation>
    </message>
    <message>
        <source>The end goes through a word</source>
        <translation>结尾切断了字音</translation>
    </message>
    <message>
        <source>Drag it into the pause after.</source>
        <translation>请把它拖到后面的停顿处。</translation>
    </message>
    <message>
        <source>Both ends go through a word</source>
        <translation>首尾都切断了字音</translation>
    </message>
    <message>
        <source>Drag them into the pauses around.</source>
        <translation>请把它们拖到两边的停顿处。</translation>
    </message>
    <message>
        <source>Sampled at {n} kHz</source>
        <translation>采样率 {n} kHz</translation>
    </message>
    <message>
        <source>{n} kHz is too coarse</source>
        <translation>采样率 {n} kHz 太低</translation>
    </message>
    <message>
        <source>Choose a recording of 16 kHz or more; a phone call won’t do.</source>
        <translation>请用 16 kHz 以上的录音，电话录音不行。</translation>
    </message>
    <message>
        <source>One channel</source>
        <translation>单声道</translation>
    </message>
    <message>
        <source>{n} channels, mixed to one</source>
        <translation>{n} 个声道，已混为单声道</translation>
    </message>
    <message>
        <source>Its channels cancel each other out</source>
        <translation>两个声道互相抵消</translation>
    </message>
    <message>
        <source>One of them is reversed: export the recording in mono first.</source>
        <translation>其中一个声道反相了：请先把录音导出为单声道。</translation>
    </message>
    <message>
        <source>The transcript fits the length</source>
        <translation>文字与时长相符</translation>
    </message>
    <message>
        <source>The transcript is what is said</source>
        <translation>文字稿与录音一致</translation>
    </message>
    <message>
        <source>The transcript is nearly what is said</source>
        <translation>文字稿与录音基本一致</translation>
    </message>
    <message>
        <source>The transcript isn’t what is said</source>
        <translation>文字稿不是录音里说的话</translation>
    </message>
    <message>
        <source>The clone would speak wrongly with it: correct it, or have it written down again.</source>
        <translation>这样克隆出来会念错：请改正，或重新听写。</translation>
    </message>
    <message>
        <source>No transcript</source>
        <translation>还没有文字稿</translation>
    </message>
    <message>
        <source>Type what is said: the likeness is closer with it.</source>
        <translation>把说的话打出来，会更像本人。</translation>
    </message>
    <message>
        <source>The transcript seems too short</source>
        <translation>文字稿似乎太短</translation>
    </message>
    <message>
        <source>Type everything that is said in the selection.</source>
        <translation>选区里说的话要全部打出来。</translation>
    </message>
    <message>
        <source>The transcript seems too long</source>
        <translation>文字稿似乎太长</translation>
    </message>
    <message>
        <source>Leave out what isn’t said in the selection: it would be spoken later.</source>
        <translation>选区里没说的不要写，否则朗读时会冒出来。</translation>
    </message>
</context>
<context>
    <name>FindingList</name>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>One person, close to the microphone, without music or echo, in the manner that the voice shall have: that is what cloning keeps.</source>
        <translation>一个人，靠近麦克风，没有音乐和回声，用你希望这个音色带有的语气来说：克隆保留的就是这些。</translation>
    </message>
</context>
<context>
    <name>FirstStart</name>
    <message>
        <source>Choose a model folder</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>Set up this computer</source>
        <translation>设置这台电脑</translation>
    </message>
    <message>
        <source>Welcome to CosyDesk</source>
        <translation>欢迎使用 CosyDesk</translation>
    </message>
    <message>
        <source>Suits this computer</source>
        <translation>适合这台电脑</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>I have a model folder…</source>
        <translation>我已有模型文件夹…</translation>
    </message>
    <message>
        <source>All models…</source>
        <translation>全部模型…</translation>
    </message>
    <message>
        <source>Its voices are chosen in the panel on the left.</source>
        <translation>在左侧面板中选用它的音色。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始使用</translation>
    </message>
    <message>
        <source>Start now with the starter voices; the download goes on, shown in the status bar.</source>
        <translation>现在就可以用入门音色开始；下载会继续，进度显示在状态栏。</translation>
    </message>
    <message>
        <source>You can start at once with the starter voices, also while a model is fetched. What you write and record stays on this computer.</source>
        <translation>现在就可以用入门音色开始，下载模型时也一样。您写的和录的内容都留在这台电脑上。</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>正在了解这台电脑…</translation>
    </message>
    <message>
        <source>It has {size} too little memory for a CosyVoice model; the starter voices run well.</source>
        <translation>内存比 CosyVoice 模型所需少 {size}；入门音色运行良好。</translation>
    </message>
    <message>
        <source>The disk lacks {size} for a model. Choose another folder in the model manager.</source>
        <translation>磁盘空间还差 {size} 才放得下模型。请在模型管理中换一个文件夹。</translation>
    </message>
    <message>
        <source>No model of the list can be used in this version; the starter voices run well.</source>
        <translation>此版本用不了列表中的模型；入门音色运行良好。</translation>
    </message>
    <message>
        <source>Clones a voice from a few seconds of it, and speaks with it in {n} languages.</source>
        <translation>几秒录音即可克隆音色，并用它说 {n} 种语言。</translation>
    </message>
</context>
<context>
    <name>Fit</name>
    <message>
        <source>trimmed {0} s</source>
        <translation>剪去静音 {0} 秒</translation>
    </message>
    <message>
        <source>borrowed {0} s</source>
        <translation>借用间隙 {0} 秒</translation>
    </message>
    <message>
        <source>Too long by {0} s</source>
        <translation>超出 {0} 秒</translation>
    </message>
    <message>
        <source>Begins {0} s late</source>
        <translation>晚了 {0} 秒开始</translation>
    </message>
    <message>
        <source>Begins {0} s early</source>
        <translation>早了 {0} 秒开始</translation>
    </message>
    <message>
        <source>Fits, but is played noticeably faster</source>
        <translation>放得下，但明显加快了</translation>
    </message>
    <message>
        <source>Fits its slot</source>
        <translation>正好放进时段</translation>
    </message>
</context>
<context>
    <name>FitBar</name>
    <message>
        <source>Go to the next one</source>
        <translation>转到下一句</translation>
    </message>
</context>
<context>
    <name>FitCommands</name>
    <message>
        <source>Line {n}: {words}</source>
        <translation>第 {n} 句：{words}</translation>
    </message>
    <message>
        <source>{n} of {all} lines are too long for their slots.</source>
        <translation>{all} 句中有 {n} 句超出时段。</translation>
    </message>
    <message>
        <source>{n} lines lie in their slots.</source>
        <translation>{n} 句都已放进时段。</translation>
    </message>
    <message>
        <source>No line is too long for its slot.</source>
        <translation>没有超出时段的台词。</translation>
    </message>
    <message>
        <source>Speaking this line faster would not help it.</source>
        <translation>加快朗读这句也无济于事。</translation>
    </message>
</context>
<context>
    <name>FolderControl</name>
    <message>
        <source>{folder} can&apos;t be written. Choose another folder.</source>
        <translation>{folder} 不可写入，请换一个文件夹。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Choose: {name}</source>
        <translation>选择：{name}</translation>
    </message>
    <message>
        <source>This folder can&apos;t be reached.</source>
        <translation>无法访问此文件夹。</translation>
    </message>
    <message>
        <source>{size} free on this disk</source>
        <translation>此磁盘可用空间 {size}</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
</context>
<context>
    <name>FoldersControl</name>
    <message>
        <source>{folder} can&apos;t be reached.</source>
        <translation>无法访问 {folder}。</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add a folder: {name}</source>
        <translation>添加文件夹：{name}</translation>
    </message>
    <message>
        <source>Don&apos;t look in {folder} any more</source>
        <translation>不再查找 {folder}</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
</context>
<context>
    <name>GuideDialog</name>
    <message>
        <source>User guide</source>
        <translation>用户手册</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>搜索手册</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Text of the guide</source>
        <translation>手册正文</translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished">关闭</translation>
    </message>
    <message>
        <source>The guide isn&apos;t there. Installing CosyDesk again brings it back.</source>
        <translation>找不到用户手册。重新安装 CosyDesk 即可恢复。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Enter goes to the next place</source>
        <translation>按 Enter 跳到下一处</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>sounds happy</source>
        <translation>听起来高兴</translation>
    </message>
    <message>
        <source>sounds sad</source>
        <translation>听起来悲伤</translation>
    </message>
    <message>
        <source>sounds angry</source>
        <translation>听起来生气</translation>
    </message>
    <message>
        <source>sounds afraid</source>
        <translation>听起来害怕</translation>
    </message>
    <message>
        <source>sounds disgusted</source>
        <translation>听起来厌恶</translation>
    </message>
    <message>
        <source>sounds surprised</source>
        <translation>听起来惊讶</translation>
    </message>
    <message>
        <source>music in the background</source>
        <translation>有背景音乐</translation>
    </message>
    <message>
        <source>applause</source>
        <translation>掌声</translation>
    </message>
    <message>
        <source>laughter</source>
        <translation>笑声</translation>
    </message>
    <message>
        <source>crying</source>
        <translation>哭声</translation>
    </message>
    <message>
        <source>coughing</source>
        <translation>咳嗽声</translation>
    </message>
    <message>
        <source>sneezing</source>
        <translation>喷嚏声</translation>
    </message>
    <message>
        <source>breathing</source>
        <translation>呼吸声</translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>As it was opened</source>
        <translation>打开时的样子</translation>
    </message>
    <message>
        <source>Before the last {count} steps</source>
        <translation>最近 {count} 步之前</translation>
    </message>
    <message>
        <source>now</source>
        <translation>当前</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Nothing done yet</source>
        <translation>还没有操作</translation>
    </message>
    <message>
        <source>Each edit becomes a step here; a click on a step goes back to it.</source>
        <translation>每次修改都会记为一步；点一下就能回到那一步。</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import script</source>
        <translation>导入台词</translation>
    </message>
    <message>
        <source>Reading {name} …</source>
        <translation>正在读取 {name} …</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Lines to import</source>
        <translation>要导入的台词</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Spoken language</source>
        <translation>朗读语言</translation>
    </message>
    <message>
        <source>Voices</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>The encoding is a guess. If the words look wrong, choose another one.</source>
        <translation>编码是猜测的。如果文字显示不对，请换一种编码。</translation>
    </message>
    <message>
        <source>After the script</source>
        <translation>接在台词之后</translation>
    </message>
    <message>
        <source>Replace the script</source>
        <translation>替换全部台词</translation>
    </message>
    <message>
        <source>Where the lines go</source>
        <translation>导入位置</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The first</source>
        <translation>第一种</translation>
    </message>
    <message>
        <source>The second</source>
        <translation>第二种</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>两种都读</translation>
    </message>
    <message>
        <source>This project is open to look at only</source>
        <translation>此项目以只读方式打开</translation>
    </message>
    <message>
        <source>Import lines ({count})</source>
        <translation>导入 {count} 句</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Lines: {count}</source>
        <translation>{count} 句</translation>
    </message>
    <message>
        <source>Speakers: {count}</source>
        <translation>{count} 位说话人</translation>
    </message>
    <message>
        <source>Left out: {count}</source>
        <translation>未导入：{count} 处</translation>
    </message>
    <message>
        <source>The lines that are there go; Undo brings them back.</source>
        <translation>现有台词会被移除，可以撤销恢复。</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>换一个文件…</translation>
    </message>
    <message>
        <source>Nothing to read</source>
        <translation>没有可导入的内容</translation>
    </message>
    <message>
        <source>The file has no words in it.</source>
        <translation>文件里没有文字。</translation>
    </message>
    <message>
        <source>Scripts and subtitles</source>
        <translation>台词与字幕</translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Line {n}</source>
        <translation>第 {n} 句</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>台词</translation>
    </message>
    <message>
        <source>Queue {n}</source>
        <translation>队列 {n}</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
</context>
<context>
    <name>JobList</name>
    <message>
        <source>and {n} more</source>
        <translation>还有 {n} 项</translation>
    </message>
</context>
<context>
    <name>JobRow</name>
    <message>
        <source>Speak this next</source>
        <translation>优先朗读</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>RTF: seconds of computing per second of speech, lower is better</source>
        <translation>RTF：每秒语音所需的计算秒数，越低越好</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Speaking · {percent} %</source>
        <translation>朗读中 · {percent} %</translation>
    </message>
    <message>
        <source>Done · {seconds} s</source>
        <translation>完成 · {seconds} s</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>attempt {n} of {total}</source>
        <translation>第 {n} 次，共 {total} 次</translation>
    </message>
    <message>
        <source>{n} tokens</source>
        <translation>{n} 个 token</translation>
    </message>
    <message>
        <source>{seconds} s of speech</source>
        <translation>语音 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>KeptPlaces</name>
    <message>
        <source>What is kept where</source>
        <translation>数据存放位置</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open folder: {name}</source>
        <translation>打开文件夹：{name}</translation>
    </message>
</context>
<context>
    <name>Language</name>
    <message>
        <source>English</source>
        <translation>英语</translation>
    </message>
    <message>
        <source>English US</source>
        <translation>美式英语</translation>
    </message>
    <message>
        <source>English UK</source>
        <translation>英式英语</translation>
    </message>
    <message>
        <source>Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Cantonese</source>
        <translation>粤语</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日语</translation>
    </message>
    <message>
        <source>Korean</source>
        <translation>韩语</translation>
    </message>
    <message>
        <source>German</source>
        <translation>德语</translation>
    </message>
    <message>
        <source>French</source>
        <translation>法语</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>西班牙语</translation>
    </message>
    <message>
        <source>Italian</source>
        <translation>意大利语</translation>
    </message>
    <message>
        <source>Russian</source>
        <translation>俄语</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>The download is paused.</source>
        <translation>下载已暂停。</translation>
    </message>
    <message>
        <source>It goes on where it stopped when you resume it at the next start.</source>
        <translation>下次启动后点“继续”，就从停下的地方接着下载。</translation>
    </message>
    <message>
        <source>Still speaking</source>
        <translation>仍在朗读</translation>
    </message>
    <message>
        <source>What is being spoken now will be lost. Everything else is saved.</source>
        <translation>正在朗读的内容会丢失，其余均已保存。</translation>
    </message>
    <message>
        <source>Stop and leave</source>
        <translation>停止并离开</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>Your last changes are not saved</source>
        <translation>最近的修改还没有保存</translation>
    </message>
    <message>
        <source>The project file can&apos;t be written: the disk may be full, or gone. Save under another name.</source>
        <translation>项目文件写不进去：磁盘可能满了，或者已断开。请另存到别处。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Lose the changes</source>
        <translation>放弃修改</translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>Choose one of your voices first</source>
        <translation>请先选中一个自己的音色</translation>
    </message>
    <message>
        <source>Choose a voice first</source>
        <translation>请先选中一个音色</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>calm, narrator</source>
        <translation>沉稳，旁白</translation>
    </message>
    <message>
        <source>New voice…</source>
        <translation>新建音色…</translation>
    </message>
    <message>
        <source>Import voice…</source>
        <translation>导入音色…</translation>
    </message>
    <message>
        <source>Add the project’s voices: {n}</source>
        <translation>加入本项目的音色（{n} 个）</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新的在前</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>Last used first</source>
        <translation>最近用过的在前</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <source>Voices</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>Search voices and tags</source>
        <translation>搜索音色、标签</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Starred</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>EN</source>
        <translation>英</translation>
    </message>
    <message>
        <source>ZH</source>
        <translation>中</translation>
    </message>
    <message>
        <source>JA</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Which voices</source>
        <translation>筛选音色</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>New voice: from a file, or recorded here</source>
        <translation>新建音色：从文件，或当场录制</translation>
    </message>
    <message>
        <source>New voice</source>
        <translation>新建音色</translation>
    </message>
    <message>
        <source>Starter voices, for trying out before a CosyVoice model is there.</source>
        <translation>入门音色，供尚未安装 CosyVoice 模型时试用。</translation>
    </message>
    <message>
        <source>No voices of your own yet</source>
        <translation>还没有自己的音色</translation>
    </message>
    <message>
        <source>A few seconds of speech make one: record it, or drop a sound file here.</source>
        <translation>几秒钟的说话录音就能做出一个：当场录制，或把音频文件拖到这里。</translation>
    </message>
    <message>
        <source>No favourites yet</source>
        <translation>还没有收藏</translation>
    </message>
    <message>
        <source>The star beside a voice puts it here.</source>
        <translation>点音色旁的星标即可收藏到这里。</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>No voice found</source>
        <translation>没有找到音色</translation>
    </message>
    <message>
        <source>Try another word or language.</source>
        <translation>换个关键词或语言试试。</translation>
    </message>
</context>
<context>
    <name>LicencesDialog</name>
    <message>
        <source>Third-party licences</source>
        <translation>第三方许可</translation>
    </message>
    <message>
        <source>Name or licence</source>
        <translation>名称或许可</translation>
    </message>
    <message>
        <source>Works of others</source>
        <translation>第三方作品</translation>
    </message>
    <message>
        <source>Licence texts</source>
        <translation>许可全文</translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished">关闭</translation>
    </message>
    <message>
        <source>Works: {count}</source>
        <translation>共 {count} 项</translation>
    </message>
    <message>
        <source>Comes with {names}</source>
        <translation>随 {names} 一同提供</translation>
    </message>
    <message>
        <source>Contains {parts}</source>
        <translation>内含 {parts}</translation>
    </message>
    <message>
        <source>Its source is at this address. It lies in the program&apos;s folder as files of its own, and you may put another version of it there.</source>
        <translation>源代码见上述地址。它以独立文件的形式存放在程序目录中，可自行替换为其他版本。</translation>
    </message>
    <message>
        <source>The licences are being read…</source>
        <translation>正在读取许可文本…</translation>
    </message>
</context>
<context>
    <name>LinePanel</name>
    <message>
        <source>Voice</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>Manner (instruct)</source>
        <translation>语气（指令）</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>语速</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Choose a voice</source>
        <translation>选择音色</translation>
    </message>
    <message>
        <source>Another seed</source>
        <translation>换一个种子</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Presets and manners used lately</source>
        <translation>预设和最近用过的语气</translation>
    </message>
    <message>
        <source>1.00 is as the voice speaks; higher is faster</source>
        <translation>1.00 为音色本来的语速，数值越大越快</translation>
    </message>
    <message>
        <source>No line</source>
        <translation>没有台词</translation>
    </message>
    <message>
        <source>Type in the script to make one.</source>
        <translation>在台词区输入文字即可添加。</translation>
    </message>
    <message>
        <source>For example: calm, close to the microphone</source>
        <translation>例如：平静，贴近话筒</translation>
    </message>
    <message>
        <source>Not with cloned voices</source>
        <translation>克隆音色不支持</translation>
    </message>
    <message>
        <source>Only a voice of your own can be cloned.</source>
        <translation>只有你自己的音色才能克隆。</translation>
    </message>
    <message>
        <source>Starter voices can&apos;t be directed; CosyVoice&apos;s Instruct models can.</source>
        <translation>入门音色不支持语气指令，CosyVoice 的 Instruct 模型支持。</translation>
    </message>
    <message>
        <source>Not with starter voices</source>
        <translation>入门音色不支持</translation>
    </message>
    <message>
        <source>Locked: every take uses this seed</source>
        <translation>已锁定：每次录制都用这个种子</translation>
    </message>
    <message>
        <source>Not locked: each new take draws its own seed</source>
        <translation>未锁定：每个新录次各用各的种子</translation>
    </message>
    <message>
        <source>Lock the seed</source>
        <translation>锁定种子</translation>
    </message>
    <message>
        <source>Starter voices speak a text the same way each time.</source>
        <translation>入门音色每次朗读的结果都相同。</translation>
    </message>
    <message>
        <source>{model} can&apos;t be directed.</source>
        <translation>{model} 不能按指令调整语气。</translation>
    </message>
    <message>
        <source>This voice is your own: it is in no model.</source>
        <translation>这是你自己的音色，不在任何模型里。</translation>
    </message>
    <message>
        <source>No model that can clone is open. Open one in the Model menu.</source>
        <translation>还没有打开能克隆的模型，请在“模型”菜单中打开。</translation>
    </message>
    <message>
        <source>The voice has no transcript: type what is said in its recording.</source>
        <translation>该音色缺少文字稿，请填写录音里说的话。</translation>
    </message>
    <message>
        <source>{model} can&apos;t direct a cloned voice.</source>
        <translation>{model} 不能指定克隆音色的语气。</translation>
    </message>
    <message>
        <source>Changes here go to the {count} marked lines.</source>
        <translation>这里的更改会用于选中的 {count} 句。</translation>
    </message>
</context>
<context>
    <name>Machine</name>
    <message>
        <source>its driver isn&apos;t installed or doesn&apos;t answer</source>
        <translation>驱动未安装或没有响应</translation>
    </message>
    <message>
        <source>its driver is too old; install a newer one</source>
        <translation>驱动太旧，请安装新版</translation>
    </message>
    <message>
        <source>this installation has no support for NVIDIA cards</source>
        <translation>此安装不支持 NVIDIA 显卡</translation>
    </message>
    <message>
        <source>models run on NVIDIA&apos;s and Apple&apos;s GPUs only</source>
        <translation>模型只能在 NVIDIA 和 Apple 的 GPU 上运行</translation>
    </message>
    <message>
        <source>it has too little memory</source>
        <translation>显存太小</translation>
    </message>
    <message>
        <source>Speech will run on your {name}.</source>
        <translation>语音将在您的 {name} 上生成。</translation>
    </message>
    <message>
        <source>Speech will run on your {name} ({memory}).</source>
        <translation>语音将在您的 {name}（{memory}）上生成。</translation>
    </message>
    <message>
        <source>Speech will run on the processor.</source>
        <translation>语音将在处理器上生成。</translation>
    </message>
    <message>
        <source>Speech will run on the processor ({facts}).</source>
        <translation>语音将在处理器（{facts}）上生成。</translation>
    </message>
    <message>
        <source>{n} cores</source>
        <translation>{n} 核</translation>
    </message>
    <message>
        <source>Your {name} isn&apos;t used: {reason}.</source>
        <translation>您的 {name} 用不上：{reason}。</translation>
    </message>
    <message>
        <source>Preferences keep it off the graphics card.</source>
        <translation>偏好设置里指定了不用显卡。</translation>
    </message>
    <message>
        <source>Measured here: {model} takes {time} for a minute of speech.</source>
        <translation>本机实测：{model}生成一分钟语音需 {time}。</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name}（只读）</translation>
    </message>
</context>
<context>
    <name>Manner</name>
    <message>
        <source>Happy</source>
        <translation>开心</translation>
    </message>
    <message>
        <source>Sad</source>
        <translation>伤心</translation>
    </message>
    <message>
        <source>Angry</source>
        <translation>生气</translation>
    </message>
    <message>
        <source>Calm</source>
        <translation>平静</translation>
    </message>
    <message>
        <source>Frightened</source>
        <translation>害怕</translation>
    </message>
    <message>
        <source>Very loud</source>
        <translation>大声</translation>
    </message>
    <message>
        <source>Softly</source>
        <translation>轻声</translation>
    </message>
    <message>
        <source>Very fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Very slow</source>
        <translation>慢速</translation>
    </message>
    <message>
        <source>Narrator</source>
        <translation>旁白解说</translation>
    </message>
    <message>
        <source>News presenter</source>
        <translation>新闻主播</translation>
    </message>
    <message>
        <source>Storyteller for children</source>
        <translation>儿童故事</translation>
    </message>
    <message>
        <source>Mysterious stranger</source>
        <translation>神秘人</translation>
    </message>
    <message>
        <source>Hero</source>
        <translation>英雄</translation>
    </message>
    <message>
        <source>Robot</source>
        <translation>机器人</translation>
    </message>
    <message>
        <source>Cartoon piglet</source>
        <translation>动画小猪</translation>
    </message>
    <message>
        <source>Cantonese</source>
        <translation>广东话</translation>
    </message>
    <message>
        <source>Northeastern</source>
        <translation>东北话</translation>
    </message>
    <message>
        <source>Gansu</source>
        <translation>甘肃话</translation>
    </message>
    <message>
        <source>Guizhou</source>
        <translation>贵州话</translation>
    </message>
    <message>
        <source>Henan</source>
        <translation>河南话</translation>
    </message>
    <message>
        <source>Hubei</source>
        <translation>湖北话</translation>
    </message>
    <message>
        <source>Hunan</source>
        <translation>湖南话</translation>
    </message>
    <message>
        <source>Jiangxi</source>
        <translation>江西话</translation>
    </message>
    <message>
        <source>Hokkien</source>
        <translation>闽南话</translation>
    </message>
    <message>
        <source>Ningxia</source>
        <translation>宁夏话</translation>
    </message>
    <message>
        <source>Shanxi</source>
        <translation>山西话</translation>
    </message>
    <message>
        <source>Shaanxi</source>
        <translation>陕西话</translation>
    </message>
    <message>
        <source>Shandong</source>
        <translation>山东话</translation>
    </message>
    <message>
        <source>Shanghainese</source>
        <translation>上海话</translation>
    </message>
    <message>
        <source>Sichuanese</source>
        <translation>四川话</translation>
    </message>
    <message>
        <source>Tianjin</source>
        <translation>天津话</translation>
    </message>
    <message>
        <source>Yunnan</source>
        <translation>云南话</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>情绪</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>音量与语速</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Dialect</source>
        <translation>方言</translation>
    </message>
</context>
<context>
    <name>MannerMenu</name>
    <message>
        <source>Manner</source>
        <translation>语气</translation>
    </message>
    <message>
        <source>Used lately</source>
        <translation>最近用过</translation>
    </message>
    <message>
        <source>Forget those used lately</source>
        <translation>清除最近用过的</translation>
    </message>
    <message>
        <source>No manner</source>
        <translation>不指定语气</translation>
    </message>
</context>
<context>
    <name>MannerPopover</name>
    <message>
        <source>Manner</source>
        <translation>语气</translation>
    </message>
    <message>
        <source>For example: calm, close to the microphone</source>
        <translation>例如：平静，贴近话筒</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>MarkerBar</name>
    <message>
        <source>Markers</source>
        <translation>标记点</translation>
    </message>
    <message>
        <source>Name of the marker</source>
        <translation>标记点名称</translation>
    </message>
</context>
<context>
    <name>MarkerMenu</name>
    <message>
        <source>Go to the marker</source>
        <translation>跳到此标记点</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Delete marker</source>
        <translation>删除标记点</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>朗读</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Open recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>声效</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>{path} is not there any more.</source>
        <translation>{path} 已不在原处。</translation>
    </message>
    <message>
        <source>A project that never got a name</source>
        <translation>还没有命名的项目</translation>
    </message>
    <message>
        <source>No projects yet</source>
        <translation>暂无项目</translation>
    </message>
    <message>
        <source>Clear this list</source>
        <translation>清空此列表</translation>
    </message>
    <message>
        <source>Untitled, {when}</source>
        <translation>未命名，{when}</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Open the log</source>
        <translation>打开日志</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>还有 {n} 条</translation>
    </message>
</context>
<context>
    <name>MeterView</name>
    <message>
        <source>Loudness and peaks</source>
        <translation>响度与峰值</translation>
    </message>
    <message>
        <source>Momentary loudness (0.4 s)</source>
        <translation>瞬时响度（0.4 秒）</translation>
    </message>
    <message>
        <source>Short-term loudness (3 s)</source>
        <translation>短期响度（3 秒）</translation>
    </message>
    <message>
        <source>Integrated loudness (since play)</source>
        <translation>综合响度（自播放起）</translation>
    </message>
    <message>
        <source>Peak: {sample} dBFS, between samples {true} dBTP</source>
        <translation>峰值：{sample} dBFS，真峰值 {true} dBTP</translation>
    </message>
    <message>
        <source>It was too loud and was cut off: lower a gain.</source>
        <translation>声音过大，已被削波：请调低增益。</translation>
    </message>
    <message>
        <source>Measured as a mono file; in stereo it is 3 LU more. Click to measure anew.</source>
        <translation>按单声道文件测量，立体声文件高 3 LU。点击重新测量。</translation>
    </message>
    <message>
        <source>Measured as a stereo file. Click to measure anew.</source>
        <translation>按立体声文件测量。点击重新测量。</translation>
    </message>
</context>
<context>
    <name>ModeBox</name>
    <message>
        <source>Built-in</source>
        <translation>预训练</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>克隆</translation>
    </message>
    <message>
        <source>Cross-lingual</source>
        <translation>跨语种</translation>
    </message>
    <message>
        <source>Instruct</source>
        <translation>指令</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>模式</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Download anew</source>
        <translation>重新下载</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Stop for now; what has arrived is kept</source>
        <translation>先停下；已下载的部分会保留</translation>
    </message>
    <message>
        <source>Stop and throw away what has arrived</source>
        <translation>停止并丢弃已下载的部分</translation>
    </message>
    <message>
        <source>Throw away what has arrived</source>
        <translation>丢弃已下载的部分</translation>
    </message>
    <message>
        <source>Open it, so that its voices come into the library</source>
        <translation>打开模型，把它的音色加入音色库</translation>
    </message>
    <message>
        <source>This folder can&apos;t be written: a whole copy is fetched into the models folder</source>
        <translation>此文件夹不可写入：将完整下载一份到模型文件夹</translation>
    </message>
    <message>
        <source>Fetch only the files that are missing or damaged</source>
        <translation>只下载缺失或损坏的文件</translation>
    </message>
    <message>
        <source>Compare all files with the release, and see whether it can be opened</source>
        <translation>将所有文件与发布版本比对，并检查模型能否打开</translation>
    </message>
    <message>
        <source>Fetch only the files that changed</source>
        <translation>只下载有变化的文件</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>许可：{licence}</translation>
    </message>
    <message>
        <source>Licence: see its page</source>
        <translation>许可：见其页面</translation>
    </message>
    <message>
        <source>needs {size} of memory</source>
        <translation>需要 {size} 内存</translation>
    </message>
    <message>
        <source>{size} instead of {whole}</source>
        <translation>只需 {size}，而非 {whole}</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>约 {size}</translation>
    </message>
    <message>
        <source>Asking for the list of files…</source>
        <translation>正在获取文件列表…</translation>
    </message>
    <message>
        <source>Checking the files · {percent} %</source>
        <translation>正在校验文件 · {percent}%</translation>
    </message>
    <message>
        <source>Checking whether it can be opened…</source>
        <translation>正在检查能否打开…</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>{size}/s</source>
        <translation>{size}/秒</translation>
    </message>
    <message>
        <source>Can&apos;t be spoken with yet in this version.</source>
        <translation>此版本还不能用它朗读。</translation>
    </message>
    <message>
        <source>Waits for the downloads before it</source>
        <translation>等前面的下载完成</translation>
    </message>
    <message>
        <source>Paused · {how_far}</source>
        <translation>已暂停 · {how_far}</translation>
    </message>
    <message>
        <source>Trying again in {n} s.</source>
        <translation>{n} 秒后重试。</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>An earlier release. It works; the newer one can be fetched.</source>
        <translation>这是较早的版本，可以照常使用，也可更新。</translation>
    </message>
    <message>
        <source>Found in ModelScope&apos;s cache, used in place</source>
        <translation>在 ModelScope 缓存中找到，就地使用</translation>
    </message>
    <message>
        <source>Found in Hugging Face&apos;s cache, used in place</source>
        <translation>在 Hugging Face 缓存中找到，就地使用</translation>
    </message>
    <message>
        <source>Found in a folder of yours, used in place</source>
        <translation>在您的文件夹中找到，就地使用</translation>
    </message>
    <message>
        <source>Checked: every file is right</source>
        <translation>校验完成：所有文件都正确</translation>
    </message>
    <message>
        <source>Checked: every file is right, and it can be opened</source>
        <translation>已检查：所有文件完好，可以打开</translation>
    </message>
    <message>
        <source>Fills in transcripts</source>
        <translation>自动填写参考文本</translation>
    </message>
    <message>
        <source>In use: its voices are in the library</source>
        <translation>使用中：音色已在音色库</translation>
    </message>
    <message>
        <source>Ready to use</source>
        <translation>可以使用</translation>
    </message>
    <message>
        <source>{size} ({bytes} bytes)</source>
        <translation>{size}（{bytes} 字节）</translation>
    </message>
    <message>
        <source>Suits this computer</source>
        <translation>适合这台电脑</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>{n} of {total} complete</source>
        <translation>{total} 个中已完成 {n} 个</translation>
    </message>
    <message>
        <source>is missing or cut short</source>
        <translation>缺失或不完整</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>has the wrong size</source>
        <translation>大小不符</translation>
    </message>
    <message>
        <source>differs from the release</source>
        <translation>与发布版本不一致</translation>
    </message>
    <message>
        <source>can&apos;t be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>its contents are damaged</source>
        <translation>内容已损坏</translation>
    </message>
    <message>
        <source>lacks parts of the model</source>
        <translation>缺少部分权重</translation>
    </message>
    <message>
        <source>has parts that aren&apos;t this model&apos;s</source>
        <translation>含有不属于此模型的权重</translation>
    </message>
    <message>
        <source>has parts of the wrong shape</source>
        <translation>部分权重形状不符</translation>
    </message>
    <message>
        <source>has numbers of the wrong kind</source>
        <translation>权重的数值类型不符</translation>
    </message>
    <message>
        <source>is damaged or cut short</source>
        <translation>已损坏或不完整</translation>
    </message>
    <message>
        <source>belongs to another model</source>
        <translation>属于其他模型</translation>
    </message>
    <message>
        <source>is damaged, or unsafe since it could run code</source>
        <translation>已损坏，或因可能执行代码而不安全</translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>is incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>has settings that don&apos;t fit together</source>
        <translation>其中的设置互相矛盾</translation>
    </message>
    <message>
        <source>is unsafe: it would run code</source>
        <translation>不安全：会执行代码</translation>
    </message>
    <message>
        <source>asks for what this version doesn&apos;t know</source>
        <translation>用到了此版本不支持的内容</translation>
    </message>
    <message>
        <source>its vocabulary is missing</source>
        <translation>词表缺失</translation>
    </message>
    <message>
        <source>its vocabulary is damaged</source>
        <translation>词表已损坏</translation>
    </message>
    <message>
        <source>{file}: {what}</source>
        <translation>{file}：{what}</translation>
    </message>
    <message>
        <source>and {n} more files</source>
        <translation>另有 {n} 个文件</translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Speech</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Transcripts</source>
        <translation>听写</translation>
    </message>
    <message>
        <source>Extras</source>
        <translation>附加</translation>
    </message>
    <message>
        <source>Find models in a folder…</source>
        <translation>在文件夹中查找模型…</translation>
    </message>
    <message>
        <source>Models that are there already are used in place, without copying</source>
        <translation>已有的模型就地使用，不会复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>Here: {n} · {size}</source>
        <translation>本机 {n} 个 · {size}</translation>
    </message>
    <message>
        <source>No model is here yet. Until one is, the starter voices speak.</source>
        <translation>本机还没有模型。在此之前由入门音色朗读。</translation>
    </message>
    <message>
        <source>Models found in {folder}: {n}</source>
        <translation>在 {folder} 中找到 {n} 个模型</translation>
    </message>
    <message>
        <source>None of these models is in {folder}.</source>
        <translation>{folder} 中没有列表里的模型。</translation>
    </message>
    <message>
        <source>A model of another kind is opened with “Open model folder…” in the Model menu.</source>
        <translation>其他模型请用“模型”菜单中的“打开模型文件夹…”打开。</translation>
    </message>
    <message>
        <source>Find models in a folder</source>
        <translation>在文件夹中查找模型</translation>
    </message>
    <message>
        <source>This frees {size}.</source>
        <translation>将释放 {size}。</translation>
    </message>
    <message>
        <source>The model&apos;s files in {folder} are deleted.</source>
        <translation>{folder} 中的模型文件会被删除。</translation>
    </message>
    <message>
        <source>Files there that aren&apos;t the model&apos;s stay: {n}.</source>
        <translation>其中不属于模型的 {n} 个文件会保留。</translation>
    </message>
    <message>
        <source>Other programs that use this folder lose it too.</source>
        <translation>使用此文件夹的其他程序也会失去它。</translation>
    </message>
    <message>
        <source>Delete {model}?</source>
        <translation>要删除 {model} 吗？</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>Starter voices</source>
        <translation>入门音色</translation>
    </message>
    <message>
        <source>{model}, RL weights</source>
        <translation>{model}（RL 权重）</translation>
    </message>
    <message>
        <source>With {file}, the language model after reinforcement learning.</source>
        <translation>使用 {file}，即经过强化学习的语言模型。</translation>
    </message>
    <message>
        <source>Close a model</source>
        <translation>关闭模型</translation>
    </message>
    <message>
        <source>Its folder {path} is not there any more.</source>
        <translation>文件夹 {path} 已不在原处。</translation>
    </message>
    <message>
        <source>It can&apos;t clone, and the current line has a voice of your own.</source>
        <translation>它不能克隆，而当前这一句用的是你自己的音色。</translation>
    </message>
</context>
<context>
    <name>ModelShelf</name>
    <message>
        <source>Starter voices</source>
        <translation>入门音色</translation>
    </message>
    <message>
        <source>Open a CosyVoice model folder</source>
        <translation>打开 CosyVoice 模型文件夹</translation>
    </message>
</context>
<context>
    <name>ModelsPlace</name>
    <message>
        <source>Models folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>{size} free on this disk</source>
        <translation>此磁盘剩余 {size}</translation>
    </message>
    <message>
        <source>This folder can&apos;t be reached.</source>
        <translation>无法访问此文件夹。</translation>
    </message>
    <message>
        <source>Folder and download settings…</source>
        <translation>文件夹与下载设置…</translation>
    </message>
    <message>
        <source>Opens the preferences: folders, mirror, proxy, files at a time</source>
        <translation>打开偏好设置：文件夹、镜像、代理、同时下载的文件数</translation>
    </message>
</context>
<context>
    <name>MyVoices</name>
    <message>
        <source>“{name}” is in your voices</source>
        <translation>“{name}”已加入我的音色</translation>
    </message>
    <message>
        <source>“{name}” changed.</source>
        <translation>“{name}”已修改。</translation>
    </message>
    <message>
        <source>“{name}” deleted.</source>
        <translation>“{name}”已删除。</translation>
    </message>
    <message>
        <source>Lines of this project with it: {n}.</source>
        <translation>本项目有 {n} 句台词用它。</translation>
    </message>
    <message>
        <source>Export voice</source>
        <translation>导出音色</translation>
    </message>
    <message>
        <source>Exported to {name}</source>
        <translation>已导出到 {name}</translation>
    </message>
    <message>
        <source>Import voices</source>
        <translation>导入音色</translation>
    </message>
    <message>
        <source>“{name}” is in your voices already</source>
        <translation>“{name}”已经在我的音色里</translation>
    </message>
    <message>
        <source>This voice is here already</source>
        <translation>这个音色已经有了</translation>
    </message>
    <message>
        <source>“{new}” of the file and “{old}” of your voices are the same voice, or sound the same.</source>
        <translation>文件里的“{new}”和你的“{old}”是同一个音色，或听起来一样。</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>都保留</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Replace mine</source>
        <translation>替换我的</translation>
    </message>
    <message>
        <source>“{name}” replaced.</source>
        <translation>“{name}”已替换。</translation>
    </message>
</context>
<context>
    <name>NameControl</name>
    <message>
        <source>Written as “{name}”: only Latin letters, digits and signs can stand there.</source>
        <translation>写入的是“{name}”：这里只能用英文字母、数字和半角符号。</translation>
    </message>
</context>
<context>
    <name>NamesPage</name>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Single lines</source>
        <translation>单句</translation>
    </message>
    <message>
        <source>Fields: {fields}. A slash makes a folder.</source>
        <translation>可用字段：{fields}。斜杠表示建立文件夹。</translation>
    </message>
    <message>
        <source>There is no field {name}</source>
        <translation>没有 {name} 这个字段</translation>
    </message>
    <message>
        <source>That of most lines: {name}</source>
        <translation>用得最多的：{name}</translation>
    </message>
    <message>
        <source>Label as made by AI</source>
        <translation>AI 生成标识</translation>
    </message>
    <message>
        <source>In the file&apos;s data, as GB 45438-2025 asks for</source>
        <translation>按 GB 45438-2025 写入文件数据，听不到</translation>
    </message>
    <message>
        <source>Producer</source>
        <translation>制作者</translation>
    </message>
    <message>
        <source>Who the label names, in Latin letters</source>
        <translation>标识中的制作者，只能用拉丁字母</translation>
    </message>
    <message>
        <source>Cue at the start</source>
        <translation>开头提示</translation>
    </message>
    <message>
        <source>Tells listeners that AI speaks</source>
        <translation>告诉听众这是 AI 的声音</translation>
    </message>
    <message>
        <source>Cue at the end</source>
        <translation>结尾提示</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>提示内容</translation>
    </message>
    <message>
        <source>Empty: the sentence that is shown in gray</source>
        <translation>留空则朗读灰色显示的句子</translation>
    </message>
    <message>
        <source>Its voice</source>
        <translation>提示音色</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Spoken</source>
        <translation>语音</translation>
    </message>
    <message>
        <source>Morse code</source>
        <translation>摩尔斯码</translation>
    </message>
</context>
<context>
    <name>NoiseRow</name>
    <message>
        <source>Reduce noise</source>
        <translation>降噪</translation>
    </message>
    <message>
        <source>Takes hiss, hum and rooms out of the recording. The voice is made of what is chosen here.</source>
        <translation>去掉录音里的嘶声、嗡声和房间混响。音色将用这里所选的声音制作。</translation>
    </message>
    <message>
        <source>Cleaning the recording …</source>
        <translation>正在降噪…</translation>
    </message>
    <message>
        <source>{n} dB less noise</source>
        <translation>噪声降低 {n} dB</translation>
    </message>
    <message>
        <source>There was hardly any noise</source>
        <translation>原本就几乎没有噪声</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>降噪前</translation>
    </message>
    <message>
        <source>Hear the selection as it was recorded</source>
        <translation>试听选区的原声</translation>
    </message>
    <message>
        <source>After</source>
        <translation>降噪后</translation>
    </message>
    <message>
        <source>Hear the selection with less noise</source>
        <translation>试听选区降噪后的声音</translation>
    </message>
</context>
<context>
    <name>NotesFold</name>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Not spoken: directions, questions, sources</source>
        <translation>不会读出：表演提示、疑问、出处</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>A CosyVoice server can&apos;t be told this, so it was left out: {0}.</source>
        <translation>CosyVoice 自带的服务器不支持以下设置，已略过：{0}。</translation>
    </message>
    <message>
        <source>The starter voices can&apos;t speak {0}; it was left out.</source>
        <translation>入门音色读不出 {0}，已略过。</translation>
    </message>
    <message>
        <source>Unknown tags were left out: {0}.</source>
        <translation>已略过未知标记：{0}。</translation>
    </message>
    <message>
        <source>Emoji and pictures were left out: {0}.</source>
        <translation>已略过表情符号：{0}。</translation>
    </message>
    <message>
        <source>Letters of a language that the starter voices don&apos;t speak were left out: {0}.</source>
        <translation>已略过入门音色不会读的文字：{0}。</translation>
    </message>
    <message>
        <source>This model can&apos;t speak {0}; it was left out.</source>
        <translation>该模型读不出 {0}，已略过。</translation>
    </message>
    <message>
        <source>The starter voices have one quality only; this is spoken in it.</source>
        <translation>入门音色只有一种质量，已按该质量朗读。</translation>
    </message>
    <message>
        <source>Spoken as a draft, with fewer solver steps; take it again in full quality.</source>
        <translation>这是草稿质量（求解步数较少），需要时请以正式质量再录一次。</translation>
    </message>
    <message>
        <source>The transcript is much longer than its recording; check it.</source>
        <translation>参考文本远长于录音，请检查。</translation>
    </message>
</context>
<context>
    <name>NumberPopover</name>
    <message>
        <source>Set</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>OriginalHeader</name>
    <message>
        <source>Track {0}</source>
        <translation>音轨 {0}</translation>
    </message>
    <message>
        <source>Original sound</source>
        <translation>视频原声</translation>
    </message>
    <message>
        <source>The video&apos;s own sound</source>
        <translation>视频自带的声音</translation>
    </message>
    <message>
        <source>Mute the original sound</source>
        <translation>原声静音</translation>
    </message>
    <message>
        <source>Lowered by {0} dB while somebody speaks</source>
        <translation>有人说话时压低 {0} dB</translation>
    </message>
    <message>
        <source>Not lowered while somebody speaks</source>
        <translation>有人说话时不压低</translation>
    </message>
    <message>
        <source>Lower the original sound under speech…</source>
        <translation>说话时压低原声…</translation>
    </message>
    <message>
        <source>Gain {0} dB, double-click for 0</source>
        <translation>增益 {0} dB，双击归零</translation>
    </message>
    <message>
        <source>Gain of {0}</source>
        <translation>{0} 的增益</translation>
    </message>
    <message>
        <source>Lower under speech by</source>
        <translation>说话时压低</translation>
    </message>
    <message>
        <source>Don&apos;t lower it</source>
        <translation>不压低</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>原声</translation>
    </message>
</context>
<context>
    <name>OriginalRow</name>
    <message>
        <source>Original sound of the video</source>
        <translation>视频原声</translation>
    </message>
    <message>
        <source>Reading the video&apos;s sound, {0} %</source>
        <translation>正在读取视频的声音，{0} %</translation>
    </message>
    <message>
        <source>This video has no sound</source>
        <translation>这个视频没有声音</translation>
    </message>
    <message>
        <source>Hear the original sound</source>
        <translation>取消原声静音</translation>
    </message>
    <message>
        <source>Mute the original sound</source>
        <translation>原声静音</translation>
    </message>
    <message>
        <source>Lower it under speech…</source>
        <translation>说话时压低…</translation>
    </message>
</context>
<context>
    <name>OutputButton</name>
    <message>
        <source>No sound device</source>
        <translation>没有声音设备</translation>
    </message>
    <message>
        <source>Sound output</source>
        <translation>声音输出</translation>
    </message>
    <message>
        <source>System default ({device})</source>
        <translation>系统默认（{device}）</translation>
    </message>
    <message>
        <source>No sound device found</source>
        <translation>未找到声音设备</translation>
    </message>
    <message>
        <source>{device} (not connected)</source>
        <translation>{device}（未连接）</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Not possible right now</source>
        <translation>当前不可用</translation>
    </message>
</context>
<context>
    <name>PausePopover</name>
    <message>
        <source>Length of the pause</source>
        <translation>停顿时长</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <source>Insert pause</source>
        <translation>插入停顿</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
</context>
<context>
    <name>Preference</name>
    <message>
        <source>Projects without a name</source>
        <translation>未命名的项目</translation>
    </message>
    <message>
        <source>Voices, and everything else of yours</source>
        <translation>音色及您的其他数据</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Crash reports</source>
        <translation>崩溃报告</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Of menus, buttons and messages.</source>
        <translation>菜单、按钮和提示的语言。</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Light, dark, or with strong contrast.</source>
        <translation>浅色、深色或高对比度。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>界面大小</translation>
    </message>
    <message>
        <source>Of everything in the window.</source>
        <translation>窗口中所有内容的大小。</translation>
    </message>
    <message>
        <source>Follow the playhead</source>
        <translation>跟随播放头</translation>
    </message>
    <message>
        <source>The timeline turns its page while it plays.</source>
        <translation>播放时时间轴自动翻页。</translation>
    </message>
    <message>
        <source>Open the last project at the start</source>
        <translation>启动时打开上次的项目</translation>
    </message>
    <message>
        <source>Otherwise CosyDesk begins with a new one; nothing is deleted.</source>
        <translation>关闭后每次启动都新建项目，已有项目不会删除。</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>最近的项目</translation>
    </message>
    <message>
        <source>Empties the list in the menu; the files stay.</source>
        <translation>只清空菜单里的列表，文件不受影响。</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>设置向导</translation>
    </message>
    <message>
        <source>What this computer can do, and the model that suits it, once more.</source>
        <translation>重新查看这台电脑能做什么，以及适合它的模型。</translation>
    </message>
    <message>
        <source>Set up this computer…</source>
        <translation>设置这台电脑…</translation>
    </message>
    <message>
        <source>Tour</source>
        <translation>新手引导</translation>
    </message>
    <message>
        <source>Shows once more what is where in the window.</source>
        <translation>再看一遍窗口各部分的介绍。</translation>
    </message>
    <message>
        <source>Show the tour</source>
        <translation>查看导览</translation>
    </message>
    <message>
        <source>Sound output</source>
        <translation>声音输出</translation>
    </message>
    <message>
        <source>Where everything is played.</source>
        <translation>所有声音从这里播放。</translation>
    </message>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>What new voices are recorded with.</source>
        <translation>录制新音色时使用。</translation>
    </message>
    <message>
        <source>Hear lines while they are spoken</source>
        <translation>边合成边播放</translation>
    </message>
    <message>
        <source>A line that you ask for is played before it is done.</source>
        <translation>朗读台词时不等全部合成完就开始播放。</translation>
    </message>
    <message>
        <source>Loudness shown</source>
        <translation>显示的响度</translation>
    </message>
    <message>
        <source>The figure at the right end of the status bar.</source>
        <translation>状态栏右端的数字。</translation>
    </message>
    <message>
        <source>Momentary (0.4 s)</source>
        <translation>瞬时（0.4 秒）</translation>
    </message>
    <message>
        <source>Short-term (3 s)</source>
        <translation>短期（3 秒）</translation>
    </message>
    <message>
        <source>Integrated (since play)</source>
        <translation>综合（自播放起）</translation>
    </message>
    <message>
        <source>Gap between lines</source>
        <translation>台词间隔</translation>
    </message>
    <message>
        <source>Silence between the lines of new projects; each project keeps its own.</source>
        <translation>新项目中台词之间的静音，每个项目可另行设置。</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Models run on</source>
        <translation>运行设备</translation>
    </message>
    <message>
        <source>The graphics card is faster, the processor is always there.</source>
        <translation>显卡更快，处理器总是可用。</translation>
    </message>
    <message>
        <source>Number format</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>Smaller formats need less memory; automatic is right nearly always.</source>
        <translation>较小的格式占用内存更少，一般选“自动”即可。</translation>
    </message>
    <message>
        <source>Processor threads</source>
        <translation>处理器线程数</translation>
    </message>
    <message>
        <source>More are faster, and leave less for other programs.</source>
        <translation>线程越多越快，留给其他程序的也越少。</translation>
    </message>
    <message>
        <source>All cores but one</source>
        <translation>留出一个核心</translation>
    </message>
    <message>
        <source>Free the memory after</source>
        <translation>空闲多久后释放内存</translation>
    </message>
    <message>
        <source>Without work for so long, the engine ends; it is back when it is needed.</source>
        <translation>空闲达到此时间后引擎退出，需要时自动启动。</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>Load the model at start</source>
        <translation>启动时载入模型</translation>
    </message>
    <message>
        <source>The first line speaks at once, for some memory from the beginning.</source>
        <translation>首句即点即读，但启动后会一直占用一些内存。</translation>
    </message>
    <message>
        <source>Folder for models</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>Where models are downloaded to. Those in the old folder stay there, in use.</source>
        <translation>模型下载到这里，原文件夹中的模型不会移动，仍可使用。</translation>
    </message>
    <message>
        <source>CosyDesk&apos;s own folder</source>
        <translation>CosyDesk 自己的文件夹</translation>
    </message>
    <message>
        <source>Further folders</source>
        <translation>其他文件夹</translation>
    </message>
    <message>
        <source>Models that are found there are used in place.</source>
        <translation>其中找到的模型会直接使用，不复制。</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>Another address to download from; empty: ModelScope&apos;s own.</source>
        <translation>从其他地址下载，留空则使用魔搭官网。</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>For downloads only; empty: the system&apos;s.</source>
        <translation>仅用于下载，留空则使用系统代理。</translation>
    </message>
    <message>
        <source>Files at the same time</source>
        <translation>同时下载的文件数</translation>
    </message>
    <message>
        <source>How many files of a model are downloaded side by side.</source>
        <translation>下载模型时并行的文件数量。</translation>
    </message>
    <message>
        <source>Transcripts of new voices</source>
        <translation>新音色的文字稿</translation>
    </message>
    <message>
        <source>What writes down the words of a recording, on this computer.</source>
        <translation>用什么在本机上把录音转成文字。</translation>
    </message>
    <message>
        <source>The best there is</source>
        <translation>自动选用最好的</translation>
    </message>
    <message>
        <source>Nothing, I type them</source>
        <translation>不识别，我自己输入</translation>
    </message>
    <message>
        <source>Sample format</source>
        <translation>采样格式</translation>
    </message>
    <message>
        <source>What the export dialog begins with.</source>
        <translation>导出窗口的默认值。</translation>
    </message>
    <message>
        <source>16 bit</source>
        <translation>16 位</translation>
    </message>
    <message>
        <source>24 bit</source>
        <translation>24 位</translation>
    </message>
    <message>
        <source>32 bit float</source>
        <translation>32 位浮点</translation>
    </message>
    <message>
        <source>Sample rate</source>
        <translation>采样率</translation>
    </message>
    <message>
        <source>Models speak at 24 kHz; video mostly has 48 kHz.</source>
        <translation>模型输出为 24 kHz，视频多用 48 kHz。</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>声道</translation>
    </message>
    <message>
        <source>Stereo has the same sound on both sides, for programs that want two channels.</source>
        <translation>立体声左右相同，供需要双声道的软件使用。</translation>
    </message>
    <message>
        <source>Mono</source>
        <translation>单声道</translation>
    </message>
    <message>
        <source>Stereo</source>
        <translation>立体声</translation>
    </message>
    <message>
        <source>Export folder</source>
        <translation>导出文件夹</translation>
    </message>
    <message>
        <source>Where the export dialog begins; it remembers where you exported last.</source>
        <translation>导出窗口默认打开的位置，会记住上次的文件夹。</translation>
    </message>
    <message>
        <source>The music folder</source>
        <translation>音乐文件夹</translation>
    </message>
    <message>
        <source>Label as made by AI</source>
        <translation>AI 生成标识</translation>
    </message>
    <message>
        <source>Machine-readable, in the data of exported files, as GB 45438-2025 asks for; it isn&apos;t heard.</source>
        <translation>按 GB 45438-2025 的要求写在导出文件的元数据里，供机器读取，听不出来。</translation>
    </message>
    <message>
        <source>Producer in the label</source>
        <translation>标识中的制作者</translation>
    </message>
    <message>
        <source>Who made it: a name or code in Latin letters.</source>
        <translation>由谁制作：用英文字母写的名称或编码。</translation>
    </message>
    <message>
        <source>Keep crash reports</source>
        <translation>保留崩溃报告</translation>
    </message>
    <message>
        <source>When something ends unexpectedly, what happened is written to a file. Nobody gets it.</source>
        <translation>程序意外退出时，把经过写入本机文件，不会发送给任何人。</translation>
    </message>
    <message>
        <source>At most twenty are kept.</source>
        <translation>最多保留二十份。</translation>
    </message>
    <message>
        <source>Delete crash reports</source>
        <translation>删除崩溃报告</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>音频</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>{page}: everything is back at its default.</source>
        <translation>“{page}”已全部恢复默认值。</translation>
    </message>
    <message>
        <source>Reset all settings?</source>
        <translation>全部设置恢复默认？</translation>
    </message>
    <message>
        <source>All pages, shortcuts too. Projects, voices, models and the recent files stay as they are.</source>
        <translation>包括快捷键在内的所有页面。项目、音色、模型和最近的文件不受影响。</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>All settings are back at their defaults.</source>
        <translation>全部设置已恢复默认值。</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>搜索设置</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Reset this page</source>
        <translation>本页恢复默认</translation>
    </message>
    <message>
        <source>Reset all settings…</source>
        <translation>全部恢复默认…</translation>
    </message>
    <message>
        <source>The settings can&apos;t be written; they count until CosyDesk is closed.</source>
        <translation>设置无法写入，只在本次运行中有效。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>PresetBar</name>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Name of the preset</source>
        <translation>预设名称</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Presets of your own can be deleted</source>
        <translation>只能删除自己的预设</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
</context>
<context>
    <name>PressControl</name>
    <message>
        <source>There are none</source>
        <translation>没有可清除的内容</translation>
    </message>
</context>
<context>
    <name>ProjectFiles</name>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>{name} is open to look at only: another window has it.</source>
        <translation>{name} 只能查看：另一个窗口正在使用它。</translation>
    </message>
    <message>
        <source>Close it there and open it again, or save it under another name to edit.</source>
        <translation>请在那边关闭后重新打开，或另存后再编辑。</translation>
    </message>
    <message>
        <source>{name} is open to look at only: its file can&apos;t be written.</source>
        <translation>{name} 只能查看：文件无法写入。</translation>
    </message>
    <message>
        <source>Save it under another name to edit.</source>
        <translation>另存后即可编辑。</translation>
    </message>
    <message>
        <source>Recovered {name}.</source>
        <translation>已恢复 {name}。</translation>
    </message>
    <message>
        <source>CosyDesk did not end properly last time; everything up to the last second is here.</source>
        <translation>CosyDesk 上次没有正常退出；直到最后一秒的内容都在这里。</translation>
    </message>
    <message>
        <source>Save project as</source>
        <translation>项目另存为</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>保存副本</translation>
    </message>
    <message>
        <source>{name} copy</source>
        <translation>{name} 副本</translation>
    </message>
    <message>
        <source>Copy saved as {name}</source>
        <translation>副本已保存为 {name}</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>已另存为 {name}</translation>
    </message>
    <message>
        <source>CosyDesk projects</source>
        <translation>CosyDesk 项目</translation>
    </message>
</context>
<context>
    <name>Promises</name>
    <message>
        <source>What you write, record and make stays on this computer.</source>
        <translation>您写下、录制和生成的一切都留在这台电脑上。</translation>
    </message>
    <message>
        <source>All speech is made here, and all listening is done here. No account, no cloud.</source>
        <translation>合成和识别都在本机完成，无需账号，不用云端。</translation>
    </message>
    <message>
        <source>No statistics, no usage reports, no search for updates.</source>
        <translation>不收集统计数据，不上报使用情况，不检查更新。</translation>
    </message>
    <message>
        <source>The network is used for one thing: to download a model when you ask for it.</source>
        <translation>只有您要求下载模型时才会联网。</translation>
    </message>
    <message>
        <source>The service for other programs answers this computer only, unless you start it otherwise.</source>
        <translation>供其他程序调用的服务默认只对本机开放。</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Gap after line {0}</source>
        <translation>第 {0} 句后的间隔</translation>
    </message>
    <message>
        <source>As the project: {0} s</source>
        <translation>与项目一致：{0} s</translation>
    </message>
    <message>
        <source>Gap between lines</source>
        <translation>台词间隔</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source> dB</source>
        <translation> dB</translation>
    </message>
    <message>
        <source>Back to 0 dB</source>
        <translation>恢复 0 dB</translation>
    </message>
    <message>
        <source>Tempo, the pitch stays</source>
        <translation>语速（音高不变）</translation>
    </message>
    <message>
        <source>As it was spoken</source>
        <translation>恢复原速</translation>
    </message>
    <message>
        <source>Fade in (equal power)</source>
        <translation>淡入（等功率）</translation>
    </message>
    <message>
        <source>Fade out (equal power)</source>
        <translation>淡出（等功率）</translation>
    </message>
    <message>
        <source>No fade</source>
        <translation>不淡化</translation>
    </message>
    <message>
        <source> s</source>
        <translation> s</translation>
    </message>
</context>
<context>
    <name>QueuePanel</name>
    <message>
        <source>Nothing queued</source>
        <translation>队列为空</translation>
    </message>
    <message>
        <source>Lines that are being spoken appear here.</source>
        <translation>正在朗读的台词会显示在这里。</translation>
    </message>
    <message>
        <source>Paused · {n} waiting</source>
        <translation>已暂停 · {n} 项等待</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{n}/{total}</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>{n} 项失败</translation>
    </message>
    <message>
        <source>All done</source>
        <translation>全部完成</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Microphone</source>
        <translation>麦克风</translation>
    </message>
    <message>
        <source>Another one begins the recording anew</source>
        <translation>换一个麦克风会重新开始录音</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Aim for the range under the green line</source>
        <translation>让音量落在绿线下方的范围里</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Get ready</source>
        <translation>准备</translation>
    </message>
    <message>
        <source>Read a few sentences as you would want to hear the voice.</source>
        <translation>用你希望听到的语气读几句话。</translation>
    </message>
    <message>
        <source>Too loud: move away from the microphone a little.</source>
        <translation>太响了：离麦克风远一点。</translation>
    </message>
    <message>
        <source>Recording. About 10 seconds of speech are best.</source>
        <translation>正在录音。说 10 秒左右最好。</translation>
    </message>
    <message>
        <source>That is enough: stop when the sentence is done.</source>
        <translation>够长了：说完这句就可以停。</translation>
    </message>
</context>
<context>
    <name>Rescuing</name>
    <message>
        <source>Save what can be read</source>
        <translation>抢救可读内容</translation>
    </message>
    <message>
        <source>Reading what is left of {name} …</source>
        <translation>正在读取 {name} 中尚存的内容…</translation>
    </message>
    <message>
        <source>{name} (rescued)</source>
        <translation>{name}（已抢救）</translation>
    </message>
    <message>
        <source>What could be read of {name} is saved as {new}.</source>
        <translation>{name} 中可读的内容已另存为 {new}。</translation>
    </message>
    <message>
        <source>Saved: {lines} lines, {takes} takes. Lost, as far as can be told: {lost_lines} lines, {lost_takes} takes. The damaged file is as it was.</source>
        <translation>已保存 {lines} 句、{takes} 个录次；已知丢失 {lost_lines} 句、{lost_takes} 个录次。损坏的文件保持原样。</translation>
    </message>
    <message>
        <source>Saved: {lines} lines, {takes} takes. The damaged file is as it was.</source>
        <translation>已保存 {lines} 句、{takes} 个录次。损坏的文件保持原样。</translation>
    </message>
</context>
<context>
    <name>Result</name>
    <message>
        <source>One file written</source>
        <translation>已写入 1 个文件</translation>
    </message>
    <message>
        <source>{n} files written</source>
        <translation>已写入 {n} 个文件</translation>
    </message>
    <message>
        <source>Files written</source>
        <translation>写入的文件</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>No setting for “{text}”</source>
        <translation>没有与“{text}”相关的设置</translation>
    </message>
    <message>
        <source>Try another word.</source>
        <translation>换个词试试。</translation>
    </message>
    <message>
        <source>Settings that were found</source>
        <translation>找到的设置</translation>
    </message>
</context>
<context>
    <name>RowPointer</name>
    <message>
        <source>Click to choose another voice</source>
        <translation>点击更换音色</translation>
    </message>
    <message>
        <source>Click to choose a voice</source>
        <translation>点击选择音色</translation>
    </message>
    <message>
        <source>Double-click to change its length</source>
        <translation>双击修改时长</translation>
    </message>
    <message>
        <source>Click to change the speed</source>
        <translation>点击更改语速</translation>
    </message>
    <message>
        <source>Characters, and about how long it takes to speak</source>
        <translation>字数和预计朗读时长</translation>
    </message>
    <message>
        <source>Click to change the manner</source>
        <translation>点击更改语气</translation>
    </message>
    <message>
        <source>This voice takes no manner; CosyVoice’s Instruct models do, and with CosyVoice 2 and 3 your own voices.</source>
        <translation>这个音色不支持语气指令。CosyVoice 的 Instruct 模型支持；用 CosyVoice 2、3 时，自己的音色也支持。</translation>
    </message>
    <message>
        <source>Starter voices can’t speak this; it will be left out</source>
        <translation>入门音色读不出此标记，朗读时略过</translation>
    </message>
    <message>
        <source>This voice can’t speak this; it will be left out</source>
        <translation>该音色读不出此标记，朗读时略过</translation>
    </message>
</context>
<context>
    <name>RowView</name>
    <message>
        <source>Type the first line</source>
        <translation>输入第一句台词</translation>
    </message>
    <message>
        <source>Or paste a script, or drop a text file here: each paragraph becomes a line.</source>
        <translation>也可以粘贴剧本，或把文本文件拖到这里：每段成为一句台词。</translation>
    </message>
</context>
<context>
    <name>Rows</name>
    <message>
        <source>{count} characters: this voice speaks {most} at most. Split the line.</source>
        <translation>共 {count} 字，这个音色一次最多读 {most} 字，请拆成几句。</translation>
    </message>
    <message>
        <source>{count} · ≈ {seconds} s</source>
        <translation>{count} 字 · 约 {seconds} 秒</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>排队中</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>等待朗读</translation>
    </message>
    <message>
        <source>Being spoken</source>
        <translation>正在朗读</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>The take failed its check: {score}, {faults}</source>
        <translation>录次未通过检查：{score}，{faults}</translation>
    </message>
    <message>
        <source>Changed since it was spoken. Click to speak it again.</source>
        <translation>朗读之后有改动，点击重新朗读。</translation>
    </message>
    <message>
        <source>stale</source>
        <translation>待更新</translation>
    </message>
    <message>
        <source>Not spoken yet. Click to speak it.</source>
        <translation>尚未朗读，点击朗读。</translation>
    </message>
    <message>
        <source>No voice chosen</source>
        <translation>未选音色</translation>
    </message>
    <message>
        <source>This voice’s model is not open</source>
        <translation>该音色的模型未打开</translation>
    </message>
    <message>
        <source>This voice is gone</source>
        <translation>该音色已不在</translation>
    </message>
    <message>
        <source>Instruct · {manner}</source>
        <translation>指令 · {manner}</translation>
    </message>
    <message>
        <source>Clone</source>
        <translation>克隆</translation>
    </message>
    <message>
        <source>Starter voice</source>
        <translation>入门音色</translation>
    </message>
    <message>
        <source>Built-in</source>
        <translation>预训练</translation>
    </message>
    <message>
        <source>Cross-lingual</source>
        <translation>跨语种</translation>
    </message>
    <message>
        <source>Instruct</source>
        <translation>指令</translation>
    </message>
</context>
<context>
    <name>RulerBar</name>
    <message>
        <source>Ruler</source>
        <translation>标尺</translation>
    </message>
    <message>
        <source>Drag to change where the loop begins (I)</source>
        <translation>拖动调整循环起点（I）</translation>
    </message>
    <message>
        <source>Drag to change where the loop ends (O)</source>
        <translation>拖动调整循环终点（O）</translation>
    </message>
    <message>
        <source>Drag to move the loop range, double-click to clear it</source>
        <translation>拖动可移动循环范围，双击清除</translation>
    </message>
    <message>
        <source>Drag to draw a loop range</source>
        <translation>拖动可划出循环范围</translation>
    </message>
    <message>
        <source>Click to move the playhead</source>
        <translation>点击移动播放头</translation>
    </message>
</context>
<context>
    <name>RulerMenu</name>
    <message>
        <source>Loop begins here</source>
        <translation>循环从这里开始</translation>
    </message>
    <message>
        <source>Loop ends here</source>
        <translation>循环到这里结束</translation>
    </message>
    <message>
        <source>Clear the loop range</source>
        <translation>清除循环范围</translation>
    </message>
    <message>
        <source>There is no loop range</source>
        <translation>没有循环范围</translation>
    </message>
    <message>
        <source>Add marker here</source>
        <translation>在此添加标记点</translation>
    </message>
    <message>
        <source>Show time</source>
        <translation>显示时间</translation>
    </message>
    <message>
        <source>Show frames</source>
        <translation>显示帧</translation>
    </message>
    <message>
        <source>Frames a second</source>
        <translation>帧率</translation>
    </message>
    <message>
        <source>{0} with dropped numbers</source>
        <translation>{0}（丢帧）</translation>
    </message>
    <message>
        <source>Snapping</source>
        <translation>吸附</translation>
    </message>
    <message>
        <source>Gap between lines…</source>
        <translation>台词间隔…</translation>
    </message>
    <message>
        <source>Go to marker</source>
        <translation>跳到标记点</translation>
    </message>
    <message>
        <source>There are no markers yet</source>
        <translation>暂无标记点</translation>
    </message>
    <message>
        <source>Delete all markers</source>
        <translation>删除全部标记点</translation>
    </message>
</context>
<context>
    <name>ScriptEdit</name>
    <message>
        <source>Script</source>
        <translation>台词</translation>
    </message>
    <message>
        <source>One line per paragraph. Enter makes a new line.</source>
        <translation>每段一句，按 Enter 新起一句。</translation>
    </message>
    <message>
        <source>Type the first line</source>
        <translation>输入第一句台词</translation>
    </message>
    <message>
        <source>Or paste a script, or drop a text file here: each paragraph becomes a line.</source>
        <translation>也可以粘贴剧本，或把文本文件拖到这里：每段成为一句台词。</translation>
    </message>
</context>
<context>
    <name>ScriptEditor</name>
    <message>
        <source>Sounds</source>
        <translation>声效</translation>
    </message>
    <message>
        <source>This voice takes no manner.</source>
        <translation>这个音色不支持语气指令。</translation>
    </message>
    <message>
        <source>Choose a voice of a CosyVoice Instruct model, or a voice of your own with CosyVoice 2 or 3.</source>
        <translation>请选用 CosyVoice Instruct 模型的音色，或用 CosyVoice 2、3 来读自己的音色。</translation>
    </message>
    <message>
        <source>{count} characters, about {length} of speech</source>
        <translation>共 {count} 字，预计朗读 {length}</translation>
    </message>
</context>
<context>
    <name>ServerCard</name>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Connect: {name}</source>
        <translation>连接：{name}</translation>
    </message>
    <message>
        <source>Ask the server what it has, and show its voices</source>
        <translation>询问服务器有哪些音色，并放进音色库</translation>
    </message>
    <message>
        <source>Remove: {name}</source>
        <translation>移除：{name}</translation>
    </message>
    <message>
        <source>Its model</source>
        <translation>它的模型</translation>
    </message>
    <message>
        <source>Its model: {name}</source>
        <translation>它的模型：{name}</translation>
    </message>
    <message>
        <source>The server doesn&apos;t tell. With the wrong choice its speech is too fast or too slow.</source>
        <translation>服务器自己不会说明。选错了，语速就会偏快或偏慢。</translation>
    </message>
    <message>
        <source>CosyVoice 2 or 3 (24 kHz)</source>
        <translation>CosyVoice 2 或 3（24 kHz）</translation>
    </message>
    <message>
        <source>CosyVoice 300M (22.05 kHz)</source>
        <translation>CosyVoice 300M（22.05 kHz）</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Its voices are not in the library. Connect to see them there.</source>
        <translation>它的音色不在音色库里。连接后即可看到。</translation>
    </message>
    <message>
        <source>{model}: {n} voices in the library</source>
        <translation>{model}：音色库中有 {n} 个音色</translation>
    </message>
    <message>
        <source>{model}: no built-in voices; it clones</source>
        <translation>{model}：没有内置音色，可以克隆</translation>
    </message>
</context>
<context>
    <name>ServersView</name>
    <message>
        <source>Another computer can speak for this one, for instance one with a fast graphics card. Start CosyDesk there with “cosydesk serve --host 0.0.0.0 --token …”, and add it here. The server that comes with CosyVoice works as well.</source>
        <translation>可以让另一台电脑来朗读，例如显卡更快的那台。在那里用“cosydesk serve --host 0.0.0.0 --token …”启动 CosyDesk，再把它添加到这里。CosyVoice 自带的服务器也可以用。</translation>
    </message>
    <message>
        <source>Add a server</source>
        <translation>添加服务器</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>As the address, if empty</source>
        <translation>留空则使用地址</translation>
    </message>
    <message>
        <source>If the server wants one</source>
        <translation>服务器需要时填写</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>The token is kept in a file that only you can read.</source>
        <translation>令牌保存在只有您能读取的文件里。</translation>
    </message>
</context>
<context>
    <name>SettingRow</name>
    <message>
        <source>Back to the default</source>
        <translation>恢复默认值</translation>
    </message>
    <message>
        <source>Back to the default: {name}</source>
        <translation>恢复默认值：{name}</translation>
    </message>
    <message>
        <source>The new size comes with the next start of CosyDesk.</source>
        <translation>重启 CosyDesk 后使用新的大小。</translation>
    </message>
    <message>
        <source>Start anew</source>
        <translation>立即重启</translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Search actions or keys</source>
        <translation>搜索操作或按键</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作与快捷键</translation>
    </message>
    <message>
        <source>Add a key</source>
        <translation>添加快捷键</translation>
    </message>
    <message>
        <source>Press the key…</source>
        <translation>请按下按键…</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>Give this action its first keys back</source>
        <translation>恢复此操作的默认快捷键</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Use it here</source>
        <translation>改用于此</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>No action of that name</source>
        <translation>没有找到操作</translation>
    </message>
    <message>
        <source>Remove {key}</source>
        <translation>移除 {key}</translation>
    </message>
    <message>
        <source>{key} belongs to “{action}”.</source>
        <translation>{key} 已用于“{action}”。</translation>
    </message>
</context>
<context>
    <name>SlotFold</name>
    <message>
        <source>Slot</source>
        <translation>时段</translation>
    </message>
    <message>
        <source>Fit to its slot</source>
        <translation>适配时段</translation>
    </message>
    <message>
        <source>Trim, borrow, choose a take, play faster, in this order</source>
        <translation>依次：剪去静音、借用间隙、另选录音、加快播放</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>{keys} sets it to the playhead</source>
        <translation>按 {keys} 设为播放头位置</translation>
    </message>
    <message>
        <source>free</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Too long by {seconds} s</source>
        <translation>超出 {seconds} 秒</translation>
    </message>
    <message>
        <source>Fits, {seconds} s to spare</source>
        <translation>放得下，还余 {seconds} 秒</translation>
    </message>
</context>
<context>
    <name>SoundLine</name>
    <message>
        <source>Sound: {name}</source>
        <translation>声音：{name}</translation>
    </message>
    <message>
        <source>Microphone: {name}</source>
        <translation>麦克风：{name}</translation>
    </message>
</context>
<context>
    <name>SoundPage</name>
    <message>
        <source>WAV, 16 bit</source>
        <translation>WAV，16 位</translation>
    </message>
    <message>
        <source>WAV, 24 bit</source>
        <translation>WAV，24 位</translation>
    </message>
    <message>
        <source>WAV, 32 bit float</source>
        <translation>WAV，32 位浮点</translation>
    </message>
    <message>
        <source>FLAC, 24 bit</source>
        <translation>FLAC，24 位</translation>
    </message>
    <message>
        <source>MP3</source>
        <translation>MP3</translation>
    </message>
    <message>
        <source>M4A (AAC)</source>
        <translation>M4A (AAC)</translation>
    </message>
    <message>
        <source>Opus</source>
        <translation>Opus</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Podcast</source>
        <translation>播客</translation>
    </message>
    <message>
        <source>Streaming</source>
        <translation>流媒体</translation>
    </message>
    <message>
        <source>Audiobook</source>
        <translation>有声书</translation>
    </message>
    <message>
        <source>Mono</source>
        <translation>单声道</translation>
    </message>
    <message>
        <source>Stereo</source>
        <translation>立体声</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Sample rate</source>
        <translation>采样率</translation>
    </message>
    <message>
        <source>Channels</source>
        <translation>声道</translation>
    </message>
    <message>
        <source>This format loses nothing and has no bit rate</source>
        <translation>这种格式是无损的，没有比特率</translation>
    </message>
    <message>
        <source>Bit rate</source>
        <translation>比特率</translation>
    </message>
    <message>
        <source>Loudness</source>
        <translation>响度</translation>
    </message>
    <message>
        <source>Lowered only where it would clip</source>
        <translation>仅在会削波时降低</translation>
    </message>
    <message>
        <source>{low} to {high} dB RMS, peaks below {peak} dB</source>
        <translation>RMS {low} 至 {high} dB，峰值低于 {peak} dB</translation>
    </message>
    <message>
        <source>{loudness} {unit}, true peak below {peak} dB</source>
        <translation>{loudness} {unit}，真峰值低于 {peak} dB</translation>
    </message>
</context>
<context>
    <name>SoundStage</name>
    <message>
        <source>the recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Choose a recording</source>
        <translation>选择录音</translation>
    </message>
    <message>
        <source>There is no microphone. Connect one, or choose a file.</source>
        <translation>没有找到麦克风。请接上一个，或选择文件。</translation>
    </message>
    <message>
        <source>The microphone was lost. What was recorded until then is kept.</source>
        <translation>麦克风断开了。断开前录下的内容已保留。</translation>
    </message>
    <message>
        <source>The microphone gives no sound. Is it switched on, and may CosyDesk use it?</source>
        <translation>麦克风没有声音。它打开了吗？CosyDesk 有权使用它吗？</translation>
    </message>
</context>
<context>
    <name>SourceView</name>
    <message>
        <source>Source of the script</source>
        <translation>台词源文本</translation>
    </message>
    <message>
        <source>One line of the script per line, with its tags</source>
        <translation>每行一句台词，含标记</translation>
    </message>
</context>
<context>
    <name>SpeakingModel</name>
    <message>
        <source>Opening {name} …</source>
        <translation>正在打开 {name}…</translation>
    </message>
    <message>
        <source>Starter voices</source>
        <translation>入门音色</translation>
    </message>
    <message>
        <source>No model that clones</source>
        <translation>没有可克隆的模型</translation>
    </message>
    <message>
        <source>{model}: {n} voices are in the library.</source>
        <translation>{model}：已加入 {n} 个音色。</translation>
    </message>
    <message>
        <source>{model} is open. It has no built-in voices; it clones.</source>
        <translation>{model} 已打开。它没有预训练音色，可用录音复刻。</translation>
    </message>
</context>
<context>
    <name>Speech</name>
    <message>
        <source>Line {n} has no voice yet.</source>
        <translation>第 {n} 句还没有音色。</translation>
    </message>
    <message>
        <source>There is no voice yet.</source>
        <translation>还没有选音色。</translation>
    </message>
    <message>
        <source>Choose one from the voices on the left.</source>
        <translation>请在左侧选择一个音色。</translation>
    </message>
    <message>
        <source>The voice of line {n} belongs to {model}, which is not open.</source>
        <translation>第 {n} 句的音色属于 {model}，而该模型尚未打开。</translation>
    </message>
    <message>
        <source>The voice belongs to {model}, which is not open.</source>
        <translation>这个音色属于 {model}，该模型没有打开。</translation>
    </message>
    <message>
        <source>Open its model folder in the Model menu, or choose another voice.</source>
        <translation>请在“模型”菜单中打开它的文件夹，或换一个音色。</translation>
    </message>
    <message>
        <source>Line {n} has nothing to speak.</source>
        <translation>第 {n} 句没有可朗读的内容。</translation>
    </message>
    <message>
        <source>There is nothing to speak.</source>
        <translation>没有可以朗读的内容。</translation>
    </message>
    <message>
        <source>Type some words first.</source>
        <translation>请先输入文字。</translation>
    </message>
    <message>
        <source>Line {n}: {message}</source>
        <translation>第 {n} 句：{message}</translation>
    </message>
</context>
<context>
    <name>SpeedButton</name>
    <message>
        <source>Speed to listen at. The pitch stays; what you export is not changed.</source>
        <translation>试听速度。音高不变，导出不受影响。</translation>
    </message>
    <message>
        <source>Speed: {speed}</source>
        <translation>速度：{speed}</translation>
    </message>
</context>
<context>
    <name>SpeedPopover</name>
    <message>
        <source>Speed</source>
        <translation>语速</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>更改</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Scroll across</source>
        <translation>左右滚动</translation>
    </message>
    <message>
        <source>Scroll down</source>
        <translation>上下滚动</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Engine asleep</source>
        <translation>引擎休眠</translation>
    </message>
    <message>
        <source>Starting the engine…</source>
        <translation>正在启动引擎…</translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在载入模型…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>就绪</translation>
    </message>
    <message>
        <source>Speaking…</source>
        <translation>朗读中…</translation>
    </message>
    <message>
        <source>The engine stopped; it starts again with the next job</source>
        <translation>引擎已停止，下次朗读时自动重启</translation>
    </message>
    <message>
        <source>Starter voices</source>
        <translation>入门音色</translation>
    </message>
    <message>
        <source>on {server}</source>
        <translation>在 {server} 上</translation>
    </message>
    <message>
        <source>What speaks, where it runs, and the memory it takes</source>
        <translation>朗读所用模型、运行设备与占用内存</translation>
    </message>
    <message>
        <source>RTF: seconds of computing per second of speech, lower is better</source>
        <translation>RTF：生成每秒语音所用的计算秒数，越低越好</translation>
    </message>
    <message>
        <source>unloaded when done</source>
        <translation>完成后卸载</translation>
    </message>
    <message>
        <source>The models are unloaded after the lines that are waiting</source>
        <translation>排队的台词完成后卸载模型</translation>
    </message>
    <message>
        <source>No sound device: playing without sound</source>
        <translation>没有声音设备，正在静音播放</translation>
    </message>
    <message>
        <source>Sound server lost: restart CosyDesk to hear</source>
        <translation>声音服务已停止：重新启动 CosyDesk 才能听到声音</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Speaking {n} of {total}</source>
        <translation>正在朗读 {n}/{total}</translation>
    </message>
    <message>
        <source>Models unloaded</source>
        <translation>模型已卸载</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>正在连接…</translation>
    </message>
    <message>
        <source>Waiting for the server…</source>
        <translation>正在等待服务器…</translation>
    </message>
    <message>
        <source>Nothing was spoken for a while; the next line loads the model again.</source>
        <translation>有一段时间没有朗读；朗读下一句时会重新加载模型。</translation>
    </message>
    <message>
        <source>No memory is taken; the next line loads the model.</source>
        <translation>没有占用内存；朗读下一句时会加载模型。</translation>
    </message>
    <message>
        <source>Read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>Nothing can be changed here. Save it under another name to edit.</source>
        <translation>这里不能修改。另存后即可编辑。</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>The project file can&apos;t be written; your changes are kept in memory.</source>
        <translation>项目文件写不进去；您的修改暂存在内存中。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Autosaved {time}</source>
        <translation>已自动保存 {time}</translation>
    </message>
    <message>
        <source>Every edit is saved at once</source>
        <translation>每次修改都会立即保存</translation>
    </message>
</context>
<context>
    <name>Tag</name>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>laugh</source>
        <translation>笑声</translation>
    </message>
    <message>
        <source>breath</source>
        <translation>换气</translation>
    </message>
    <message>
        <source>quick breath</source>
        <translation>急促换气</translation>
    </message>
    <message>
        <source>sigh</source>
        <translation>叹气</translation>
    </message>
    <message>
        <source>cough</source>
        <translation>咳嗽</translation>
    </message>
    <message>
        <source>noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>accent</source>
        <translation>重读</translation>
    </message>
    <message>
        <source>tongue click</source>
        <translation>弹舌</translation>
    </message>
    <message>
        <source>hiss</source>
        <translation>嘶声</translation>
    </message>
    <message>
        <source>noise of the voice</source>
        <translation>含混人声</translation>
    </message>
    <message>
        <source>lip smack</source>
        <translation>咂嘴</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>嗯</translation>
    </message>
</context>
<context>
    <name>TagBar</name>
    <message>
        <source>Strong</source>
        <translation>重音</translation>
    </message>
    <message>
        <source>Smile</source>
        <translation>笑着说</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Add to dictionary…</source>
        <translation>加入读音词典…</translation>
    </message>
</context>
<context>
    <name>TakeRow</name>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Use this take</source>
        <translation>选用此录次</translation>
    </message>
    <message>
        <source>Compare with the one in use</source>
        <translation>与正在使用的对比</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>再检查一次</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Remove the star</source>
        <translation>取消星标</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>标星</translation>
    </message>
    <message>
        <source>Delete take</source>
        <translation>删除录次</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play this take</source>
        <translation>播放此录次</translation>
    </message>
    <message>
        <source>Star this take</source>
        <translation>给此录次标星</translation>
    </message>
    <message>
        <source>Delete this take (undo brings it back)</source>
        <translation>删除此录次（可撤销）</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
</context>
<context>
    <name>TakeWords</name>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>Since this take the line has changed:</source>
        <translation>这次录制之后，台词改过：</translation>
    </message>
    <message>
        <source>Take {n}</source>
        <translation>录次 {n}</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>starred</source>
        <translation>已加星标</translation>
    </message>
    <message>
        <source>Voice: {name}</source>
        <translation>音色：{name}</translation>
    </message>
    <message>
        <source>Model: {name}</source>
        <translation>模型：{name}</translation>
    </message>
    <message>
        <source>Cloned</source>
        <translation>克隆</translation>
    </message>
    <message>
        <source>Cloned across languages</source>
        <translation>跨语种克隆</translation>
    </message>
    <message>
        <source>Manner: {manner}</source>
        <translation>语气：{manner}</translation>
    </message>
    <message>
        <source>Without a manner</source>
        <translation>没有语气要求</translation>
    </message>
    <message>
        <source>Another recording of the voice</source>
        <translation>音色的录音不同</translation>
    </message>
    <message>
        <source>Another transcript of the voice</source>
        <translation>音色的文字稿不同</translation>
    </message>
    <message>
        <source>Speed {speed}×</source>
        <translation>语速 {speed}×</translation>
    </message>
    <message>
        <source>Seed {seed}</source>
        <translation>种子 {seed}</translation>
    </message>
</context>
<context>
    <name>TakesPanel</name>
    <message>
        <source>Takes</source>
        <translation>录次</translation>
    </message>
    <message>
        <source>None yet. Speak the line to hear it.</source>
        <translation>还没有录次，朗读本句即可试听。</translation>
    </message>
    <message>
        <source>New take</source>
        <translation>再录一次</translation>
    </message>
    <message>
        <source>Speak this line once more and keep the other takes</source>
        <translation>再朗读一次本句，并保留其他录次</translation>
    </message>
    <message>
        <source>Takes of this line and the room they fill in the project file</source>
        <translation>本句的录次数，以及它们在项目文件中占的空间</translation>
    </message>
</context>
<context>
    <name>Telling</name>
    <message>
        <source>Line {n}: {message}</source>
        <translation>第 {n} 句：{message}</translation>
    </message>
    <message>
        <source>Use less memory…</source>
        <translation>减少内存占用…</translation>
    </message>
    <message>
        <source>Opening {name} …</source>
        <translation>正在打开 {name}…</translation>
    </message>
    <message>
        <source>{model}: see “Manage models…”</source>
        <translation>{model}：详见“管理模型…”</translation>
    </message>
    <message>
        <source>{count} takes checked, {failed} failed</source>
        <translation>检查了 {count} 个录次，{failed} 个未通过</translation>
    </message>
    <message>
        <source>{count} takes checked, all passed</source>
        <translation>检查了 {count} 个录次，全部通过</translation>
    </message>
</context>
<context>
    <name>TempoRow</name>
    <message>
        <source>Clip tempo</source>
        <translation>片段速度</translation>
    </message>
    <message>
        <source>How many times as fast as it was spoken it plays; the pitch stays</source>
        <translation>播放速度是朗读时的几倍，音高不变</translation>
    </message>
    <message>
        <source>As it was spoken</source>
        <translation>恢复原速</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>a moment left</source>
        <translation>即将完成</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>{n} s left</source>
        <translation>剩余 {n} 秒</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>These clips belong to another project.</source>
        <translation>这些片段属于另一个项目。</translation>
    </message>
    <message>
        <source>Copy them within one project.</source>
        <translation>片段只能在同一个项目内复制粘贴。</translation>
    </message>
</context>
<context>
    <name>TimelineCommand</name>
    <message>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <source>One frame on</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <source>One second back</source>
        <translation>后退一秒</translation>
    </message>
    <message>
        <source>One second on</source>
        <translation>前进一秒</translation>
    </message>
    <message>
        <source>To the previous clip edge</source>
        <translation>跳到上一片段边界</translation>
    </message>
    <message>
        <source>To the next clip edge</source>
        <translation>跳到下一片段边界</translation>
    </message>
    <message>
        <source>Go to start</source>
        <translation>回到开头</translation>
    </message>
    <message>
        <source>Go to the end</source>
        <translation>跳到结尾</translation>
    </message>
    <message>
        <source>Loop begins here</source>
        <translation>循环从这里开始</translation>
    </message>
    <message>
        <source>Loop ends here</source>
        <translation>循环到这里结束</translation>
    </message>
    <message>
        <source>Clear the loop</source>
        <translation>清除循环范围</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Normal zoom</source>
        <translation>默认缩放</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom to the selection</source>
        <translation>缩放到所选</translation>
    </message>
    <message>
        <source>Zoom to fit</source>
        <translation>缩放至全部</translation>
    </message>
    <message>
        <source>Select the previous clip</source>
        <translation>选择上一片段</translation>
    </message>
    <message>
        <source>Select the next clip</source>
        <translation>选择下一片段</translation>
    </message>
    <message>
        <source>Move the clip back a frame</source>
        <translation>片段前移一帧</translation>
    </message>
    <message>
        <source>Move the clip on a frame</source>
        <translation>片段后移一帧</translation>
    </message>
    <message>
        <source>Play from the selected clip</source>
        <translation>从所选片段播放</translation>
    </message>
    <message>
        <source>Select all clips</source>
        <translation>选择全部片段</translation>
    </message>
    <message>
        <source>Select the previous clip too</source>
        <translation>加选上一片段</translation>
    </message>
    <message>
        <source>Select the next clip too</source>
        <translation>加选下一片段</translation>
    </message>
    <message>
        <source>Split at the playhead</source>
        <translation>在播放头处拆分</translation>
    </message>
    <message>
        <source>Delete clips</source>
        <translation>删除片段</translation>
    </message>
    <message>
        <source>Ripple delete</source>
        <translation>波纹删除</translation>
    </message>
    <message>
        <source>Copy clips</source>
        <translation>复制片段</translation>
    </message>
    <message>
        <source>Cut clips</source>
        <translation>剪切片段</translation>
    </message>
    <message>
        <source>Paste clips at the playhead</source>
        <translation>粘贴片段到播放头处</translation>
    </message>
    <message>
        <source>Duplicate clips</source>
        <translation>创建片段副本</translation>
    </message>
    <message>
        <source>Start of the clip a frame earlier</source>
        <translation>片段开头提前一帧</translation>
    </message>
    <message>
        <source>Start of the clip a frame later</source>
        <translation>片段开头推后一帧</translation>
    </message>
    <message>
        <source>End of the clip a frame earlier</source>
        <translation>片段结尾提前一帧</translation>
    </message>
    <message>
        <source>End of the clip a frame later</source>
        <translation>片段结尾推后一帧</translation>
    </message>
    <message>
        <source>Trim the start to the playhead</source>
        <translation>修剪开头至播放头</translation>
    </message>
    <message>
        <source>Trim the end to the playhead</source>
        <translation>修剪结尾至播放头</translation>
    </message>
    <message>
        <source>Move clips to the track above</source>
        <translation>片段移到上方音轨</translation>
    </message>
    <message>
        <source>Move clips to the track below</source>
        <translation>片段移到下方音轨</translation>
    </message>
    <message>
        <source>Clips 0.5 dB louder</source>
        <translation>片段增益提高 0.5 dB</translation>
    </message>
    <message>
        <source>Clips 0.5 dB quieter</source>
        <translation>片段增益降低 0.5 dB</translation>
    </message>
    <message>
        <source>Fade in up to the playhead</source>
        <translation>淡入到播放头处</translation>
    </message>
    <message>
        <source>Fade out from the playhead</source>
        <translation>从播放头处淡出</translation>
    </message>
    <message>
        <source>Gap after the line…</source>
        <translation>句后间隔…</translation>
    </message>
    <message>
        <source>Follow the script</source>
        <translation>跟随台词排列</translation>
    </message>
    <message>
        <source>Add or name a marker</source>
        <translation>添加或命名标记点</translation>
    </message>
    <message>
        <source>Delete the marker</source>
        <translation>删除标记点</translation>
    </message>
    <message>
        <source>To the previous marker</source>
        <translation>跳到上一标记点</translation>
    </message>
    <message>
        <source>To the next marker</source>
        <translation>跳到下一标记点</translation>
    </message>
    <message>
        <source>Snapping on or off</source>
        <translation>开关吸附</translation>
    </message>
    <message>
        <source>Add track</source>
        <translation>添加音轨</translation>
    </message>
    <message>
        <source>On the timeline</source>
        <translation>时间轴内</translation>
    </message>
</context>
<context>
    <name>TimelineDrag</name>
    <message>
        <source>{0} s</source>
        <translation>{0} s</translation>
    </message>
    <message>
        <source>Fade in {0}</source>
        <translation>淡入 {0}</translation>
    </message>
    <message>
        <source>Fade out {0}</source>
        <translation>淡出 {0}</translation>
    </message>
    <message>
        <source>Gap {0}</source>
        <translation>间隔 {0}</translation>
    </message>
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>{0} clips selected</source>
        <translation>已选 {0} 个片段</translation>
    </message>
    <message>
        <source>Track {0}</source>
        <translation>音轨 {0}</translation>
    </message>
</context>
<context>
    <name>Toolbar</name>
    <message>
        <source>1 line</source>
        <translation>1 句</translation>
    </message>
    <message>
        <source>{count} lines</source>
        <translation>{count} 句</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>重音</translation>
    </message>
    <message>
        <source>Stress the marked words</source>
        <translation>重读选中的文字</translation>
    </message>
    <message>
        <source>Smile</source>
        <translation>笑着说</translation>
    </message>
    <message>
        <source>Say the marked words laughing</source>
        <translation>笑着说选中的文字</translation>
    </message>
    <message>
        <source>Laugh</source>
        <translation>笑声</translation>
    </message>
    <message>
        <source>A laugh at the caret</source>
        <translation>在光标处插入笑声</translation>
    </message>
    <message>
        <source>Breath</source>
        <translation>换气</translation>
    </message>
    <message>
        <source>A breath at the caret</source>
        <translation>在光标处插入换气</translation>
    </message>
    <message>
        <source>Sigh</source>
        <translation>叹气</translation>
    </message>
    <message>
        <source>A sigh at the caret</source>
        <translation>在光标处加一声叹气</translation>
    </message>
    <message>
        <source>Cough</source>
        <translation>咳嗽</translation>
    </message>
    <message>
        <source>A cough at the caret</source>
        <translation>在光标处加一声咳嗽</translation>
    </message>
    <message>
        <source>Sounds</source>
        <translation>声效</translation>
    </message>
    <message>
        <source>Other sounds at the caret</source>
        <translation>在光标处加其他声音</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>停顿</translation>
    </message>
    <message>
        <source>An exact silence at the caret</source>
        <translation>在光标处插入精确停顿</translation>
    </message>
    <message>
        <source>Hear it</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Hear the marked words, without a take</source>
        <translation>试听选中的文字，不留录次</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find in the script</source>
        <translation>在稿子里查找</translation>
    </message>
    <message>
        <source>Dictionary</source>
        <translation>读音词典</translation>
    </message>
    <message>
        <source>Pronunciation dictionary of the project</source>
        <translation>本项目的读音词典</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源文本</translation>
    </message>
    <message>
        <source>Show the script as plain text with its tags</source>
        <translation>以带标记的纯文本显示台词</translation>
    </message>
    <message>
        <source>Size of the script</source>
        <translation>台词规模</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Project: open, save, rename by saving as</source>
        <translation>项目：打开、保存、另存改名</translation>
    </message>
    <message>
        <source>Model that speaks</source>
        <translation>朗读所用模型</translation>
    </message>
    <message>
        <source>Speak line</source>
        <translation>朗读本句</translation>
    </message>
    <message>
        <source>Speak the current line</source>
        <translation>朗读当前台词</translation>
    </message>
    <message>
        <source>Speak stale</source>
        <translation>更新待读</translation>
    </message>
    <message>
        <source>Speak every line that is new or has changed</source>
        <translation>朗读所有新增或有改动的台词</translation>
    </message>
    <message>
        <source>Every line is spoken as it stands</source>
        <translation>所有台词均为最新</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Tour</source>
        <translation>新手引导</translation>
    </message>
    <message>
        <source>Skip the tour</source>
        <translation>跳过引导</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>{n} of {total}</source>
        <translation>{n} / {total}</translation>
    </message>
    <message>
        <source>Start working</source>
        <translation>开始使用</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Voices</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>Press ▶ to hear one. Drag a voice onto a line, or double-click it, to cast it.</source>
        <translation>点 ▶ 试听。把音色拖到某一句上，或双击它，就由它来读。</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>台词</translation>
    </message>
    <message>
        <source>One line, one voice. Type as in any text; select words to make them strong or to laugh them.</source>
        <translation>一句台词，一个音色。像平常打字一样输入；选中几个字，可设为重音或笑着说。</translation>
    </message>
    <message>
        <source>Speak</source>
        <translation>朗读</translation>
    </message>
    <message>
        <source>{stale} speaks every line that is new or has changed, {line} the one you are in. Try it now: the scene is ready.</source>
        <translation>{stale} 朗读所有新增或有改动的台词，{line} 只朗读当前这一句。示例场景已备好，现在就试试。</translation>
    </message>
    <message>
        <source>Timeline and export</source>
        <translation>时间轴与导出</translation>
    </message>
    <message>
        <source>Clips follow the script; drag one and it stays. {play} plays, {export} exports the sound.</source>
        <translation>片段按台词顺序自动排列，拖动过的会留在原处。{play} 播放，{export} 导出声音。</translation>
    </message>
</context>
<context>
    <name>TrackHeader</name>
    <message>
        <source>Name of the track</source>
        <translation>音轨名称</translation>
    </message>
    <message>
        <source>Drag to reorder, double-click to rename</source>
        <translation>拖动调整顺序，双击重命名</translation>
    </message>
    <message>
        <source>Track {0}</source>
        <translation>音轨 {0}</translation>
    </message>
    <message>
        <source>Can be set when the line has been spoken</source>
        <translation>朗读本句后才能设置</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Mute {0}</source>
        <translation>静音 {0}</translation>
    </message>
    <message>
        <source>Solo: only tracks with S are heard</source>
        <translation>独奏：只播放标有 S 的音轨</translation>
    </message>
    <message>
        <source>Solo {0}</source>
        <translation>独奏 {0}</translation>
    </message>
    <message>
        <source>Gain {0} dB, double-click for 0</source>
        <translation>增益 {0} dB，双击归零</translation>
    </message>
    <message>
        <source>Gain of {0}</source>
        <translation>{0} 的增益</translation>
    </message>
</context>
<context>
    <name>TrackMenu</name>
    <message>
        <source>This project is open to look at only</source>
        <translation>该项目以只读方式打开</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>The speaker&apos;s</source>
        <translation>随说话人</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Solo</source>
        <translation>独奏</translation>
    </message>
    <message>
        <source>Gain…</source>
        <translation>增益…</translation>
    </message>
    <message>
        <source>It is the first track</source>
        <translation>已是第一条音轨</translation>
    </message>
    <message>
        <source>It is the last track</source>
        <translation>已是最后一条音轨</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Delete track and its clips</source>
        <translation>删除音轨及其片段</translation>
    </message>
    <message>
        <source>Delete track</source>
        <translation>删除音轨</translation>
    </message>
    <message>
        <source>Gain of {0}</source>
        <translation>{0} 的增益</translation>
    </message>
    <message>
        <source> dB</source>
        <translation> dB</translation>
    </message>
    <message>
        <source>Back to 0 dB</source>
        <translation>恢复 0 dB</translation>
    </message>
</context>
<context>
    <name>TranscriptBox</name>
    <message>
        <source>Stop listening</source>
        <translation>停止听写</translation>
    </message>
    <message>
        <source>Write it down again</source>
        <translation>重新听写</translation>
    </message>
    <message>
        <source>Write it down</source>
        <translation>自动听写</translation>
    </message>
    <message>
        <source>Listening … or type it as it is spoken.</source>
        <translation>正在听写…也可以直接按所说的输入。</translation>
    </message>
    <message>
        <source>Type it as it is spoken, fillers too.</source>
        <translation>怎么说就怎么写，语气词也要。</translation>
    </message>
    <message>
        <source>Heard by {name}</source>
        <translation>由 {name} 听写</translation>
    </message>
    <message>
        <source>Get SenseVoice</source>
        <translation>获取 SenseVoice</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between quoted words</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>“{words}”</translation>
    </message>
    <message>
        <source>Heard, not written: {words}</source>
        <translation>听到但没写：{words}</translation>
    </message>
    <message>
        <source>Listens after the line that is being spoken</source>
        <translation>等当前这句朗读完再听写</translation>
    </message>
    <message>
        <source>Listening …</source>
        <translation>正在听写…</translation>
    </message>
    <message>
        <source>No words are heard</source>
        <translation>没有听到话语</translation>
    </message>
    <message>
        <source>Written down as heard</source>
        <translation>已照听到的写下</translation>
    </message>
    <message>
        <source>Hard to make out: check it</source>
        <translation>听不太清，请核对</translation>
    </message>
    <message>
        <source>The text fits the recording</source>
        <translation>文字与录音相符</translation>
    </message>
    <message>
        <source>1 word differs</source>
        <translation>有 1 个字词与录音不同</translation>
    </message>
    <message>
        <source>{n} words differ</source>
        <translation>有 {n} 个字词与录音不同</translation>
    </message>
    <message>
        <source>This isn’t what is said</source>
        <translation>录音里说的不是这些</translation>
    </message>
    <message>
        <source>What is said in the selection, word for word</source>
        <translation>选区里说的话，一字不差</translation>
    </message>
    <message>
        <source>Transcript</source>
        <translation>文字稿</translation>
    </message>
    <message>
        <source>Better: get SenseVoice</source>
        <translation>想更准：获取 SenseVoice</translation>
    </message>
    <message>
        <source>Hears Chinese, Cantonese, English, Japanese and Korean more exactly, and moods and music too</source>
        <translation>听中文、粤语、英语、日语和韩语更准，还能听出情绪和音乐</translation>
    </message>
    <message>
        <source>Fills in what is heard; Ctrl+Z brings back what was there</source>
        <translation>填入听到的内容；按 Ctrl+Z 可恢复原来的文字</translation>
    </message>
    <message>
        <source>Insert</source>
        <translation>补上</translation>
    </message>
    <message>
        <source>Insert what is heard and isn’t written</source>
        <translation>把听到但没写的补上</translation>
    </message>
</context>
<context>
    <name>TranscriptField</name>
    <message>
        <source>Heard here, but not written: “{words}”</source>
        <translation>这里听到“{words}”，但没有写</translation>
    </message>
    <message>
        <source>Heard here instead: “{words}”</source>
        <translation>这里听到的是“{words}”</translation>
    </message>
    <message>
        <source>Written, but not heard in the recording</source>
        <translation>写了，但录音里没有听到</translation>
    </message>
</context>
<context>
    <name>Transport</name>
    <message>
        <source>Playhead: hours, minutes, seconds, frames ({0} a second)</source>
        <translation>播放头：时、分、秒、帧（每秒 {0} 帧）</translation>
    </message>
    <message>
        <source>Playhead</source>
        <translation>播放头</translation>
    </message>
</context>
<context>
    <name>TrimPage</name>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Choose another file…</source>
        <translation>换一个文件…</translation>
    </message>
    <message>
        <source>Record instead</source>
        <translation>改为录音</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Play selection</source>
        <translation>播放选区</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>修剪</translation>
    </message>
    <message>
        <source>There is no silence before or after the speech</source>
        <translation>说话前后没有静音可剪</translation>
    </message>
    <message>
        <source>To the speech: leaves out the silence before and after it</source>
        <translation>只留说话部分：剪掉前后的静音</translation>
    </message>
    <message>
        <source>of {n} s</source>
        <translation>共 {n} 秒</translation>
    </message>
    <message>
        <source>Use the best stretch</source>
        <translation>选用最佳片段</translation>
    </message>
    <message>
        <source>Use the best stretch ({n} s)</source>
        <translation>选用最佳片段（{n} 秒）</translation>
    </message>
    <message>
        <source>There are no 3 seconds of speech to choose from</source>
        <translation>没有 3 秒以上的人声可选</translation>
    </message>
    <message>
        <source>It is selected</source>
        <translation>已经选中</translation>
    </message>
    <message>
        <source>The densest and cleanest part, from pause to pause: the green line</source>
        <translation>话最密、最干净的一段，从停顿到停顿：即绿线处</translation>
    </message>
</context>
<context>
    <name>TrimWave</name>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>Start of the selection</source>
        <translation>选区起点</translation>
    </message>
    <message>
        <source>End of the selection</source>
        <translation>选区终点</translation>
    </message>
    <message>
        <source>Drag, or ← → ; with Shift in large steps, with Ctrl in small ones. Space plays.</source>
        <translation>拖动，或按 ← →；加 Shift 大步移动，加 Ctrl 小步移动。空格键播放。</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Its times can&apos;t be read</source>
        <translation>时间码无法识别</translation>
    </message>
    <message>
        <source>Ends before it begins</source>
        <translation>结束早于开始</translation>
    </message>
    <message>
        <source>Nothing to say</source>
        <translation>没有可朗读的内容</translation>
    </message>
    <message>
        <source>Doesn&apos;t fit the columns</source>
        <translation>与列数不符</translation>
    </message>
    <message>
        <source>The file breaks off here, or a quotation mark is never closed</source>
        <translation>文件在此中断，或引号没有闭合</translation>
    </message>
</context>
<context>
    <name>TroubleModel</name>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>What stands there</source>
        <translation>原内容</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>VideoPanel</name>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Picture at the playhead</source>
        <translation>播放头处的画面</translation>
    </message>
    <message>
        <source>Hide the video</source>
        <translation>隐藏视频</translation>
    </message>
    <message>
        <source>No video yet</source>
        <translation>还没有视频</translation>
    </message>
    <message>
        <source>Drop one here, and dub it in step with its picture.</source>
        <translation>把视频拖到这里，对着画面配音。</translation>
    </message>
    <message>
        <source>Open a video…</source>
        <translation>打开视频…</translation>
    </message>
    <message>
        <source>{name} is not there</source>
        <translation>找不到“{name}”</translation>
    </message>
    <message>
        <source>It was moved or renamed, or its drive is not connected. All else works without it.</source>
        <translation>它可能被移动或改名了，或者所在的磁盘没有连接。没有它，其他功能照常使用。</translation>
    </message>
    <message>
        <source>Find the video…</source>
        <translation>查找视频…</translation>
    </message>
    <message>
        <source>Open another video…</source>
        <translation>打开其他视频…</translation>
    </message>
    <message>
        <source>Reading the sound, {n} %</source>
        <translation>正在读取声音，{n} %</translation>
    </message>
</context>
<context>
    <name>VideoPlace</name>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation>打开视频</translation>
    </message>
    <message>
        <source>The video has {rate} frames a second, the project counts {present}.</source>
        <translation>视频是每秒 {rate} 帧，项目按 {present} 帧计。</translation>
    </message>
    <message>
        <source>Counted like the video, one step of the playhead is one picture.</source>
        <translation>帧率与视频一致时，播放头每走一步就是一个画面。</translation>
    </message>
    <message>
        <source>Count {rate}</source>
        <translation>改为 {rate} 帧</translation>
    </message>
</context>
<context>
    <name>VoiceCatalogue</name>
    <message>
        <source>Deleted voice</source>
        <translation>已删除的音色</translation>
    </message>
</context>
<context>
    <name>VoiceCommand</name>
    <message>
        <source>Give to the current line</source>
        <translation>用于当前台词</translation>
    </message>
    <message>
        <source>Hear the voice</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Hear the recording</source>
        <translation>听录音</translation>
    </message>
    <message>
        <source>Rename voice</source>
        <translation>重命名音色</translation>
    </message>
    <message>
        <source>Change tags</source>
        <translation>修改标签</translation>
    </message>
    <message>
        <source>Edit voice…</source>
        <translation>编辑音色…</translation>
    </message>
    <message>
        <source>Duplicate voice</source>
        <translation>复制音色</translation>
    </message>
    <message>
        <source>Export voice…</source>
        <translation>导出音色…</translation>
    </message>
    <message>
        <source>Delete voice</source>
        <translation>删除音色</translation>
    </message>
    <message>
        <source>On a voice</source>
        <translation>音色列表中</translation>
    </message>
</context>
<context>
    <name>VoiceDelegate</name>
    <message>
        <source>Remove from favourites</source>
        <translation>取消收藏</translation>
    </message>
    <message>
        <source>Add to favourites</source>
        <translation>收藏</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Hear this voice</source>
        <translation>试听此音色</translation>
    </message>
    <message>
        <source>Double-click or drag gives it to a line; F2 renames.</source>
        <translation>双击或拖动，把它用于台词；F2 重命名。</translation>
    </message>
    <message>
        <source>Double-click gives this voice to the current line; or drag it onto a line.</source>
        <translation>双击用于当前台词，也可拖到某一句上。</translation>
    </message>
</context>
<context>
    <name>VoiceDialog</name>
    <message>
        <source>New voice</source>
        <translation>新建音色</translation>
    </message>
    <message>
        <source>Edit voice</source>
        <translation>编辑音色</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Create voice</source>
        <translation>创建音色</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Stop the recording first</source>
        <translation>请先停止录音</translation>
    </message>
    <message>
        <source>Add a recording first</source>
        <translation>请先加入一段录音</translation>
    </message>
    <message>
        <source>The recording is being cleaned</source>
        <translation>录音正在降噪</translation>
    </message>
    <message>
        <source>Give the voice a name</source>
        <translation>请给音色起个名字</translation>
    </message>
    <message>
        <source>Confirm that you may use this voice</source>
        <translation>请确认你有权使用这个声音</translation>
    </message>
    <message>
        <source>Leave without keeping it?</source>
        <translation>不保存就离开吗？</translation>
    </message>
    <message>
        <source>The recording and what you typed will be lost.</source>
        <translation>录音和填写的内容都会丢失。</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>继续编辑</translation>
    </message>
</context>
<context>
    <name>VoiceForm</name>
    <message>
        <source>Another one</source>
        <translation>其他语言</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>What you will call it</source>
        <translation>怎么称呼它</translation>
    </message>
    <message>
        <source>calm, narrator</source>
        <translation>沉稳，旁白</translation>
    </message>
    <message>
        <source>I may use this voice</source>
        <translation>我有权使用这个声音</translation>
    </message>
    <message>
        <source>It is mine, or whoever speaks has agreed to its being cloned and used.</source>
        <translation>这是我自己的声音，或者说话的人已同意克隆和使用。</translation>
    </message>
</context>
<context>
    <name>VoiceLine</name>
    <message>
        <source>starter</source>
        <translation>入门</translation>
    </message>
    <message>
        <source>built-in</source>
        <translation>内置</translation>
    </message>
</context>
<context>
    <name>VoiceList</name>
    <message>
        <source>All lines</source>
        <translation>全部台词</translation>
    </message>
    <message>
        <source>Nobody named</source>
        <translation>未标注说话人</translation>
    </message>
    <message>
        <source>{name}  ·  {count}</source>
        <translation>{name}  ·  {count} 句</translation>
    </message>
    <message>
        <source>{count} more speakers get voices by their language.</source>
        <translation>另有 {count} 位说话人按语言自动分配音色。</translation>
    </message>
    <message>
        <source>Voice of {name}</source>
        <translation>{name}的音色</translation>
    </message>
    <message>
        <source>No voice yet</source>
        <translation>暂不指定音色</translation>
    </message>
</context>
<context>
    <name>VoiceMenu</name>
    <message>
        <source>Voice</source>
        <translation>音色</translation>
    </message>
    <message>
        <source>No voices yet</source>
        <translation>暂无音色</translation>
    </message>
</context>
<context>
    <name>VoiceModel</name>
    <message>
        <source>favourite</source>
        <translation>已收藏</translation>
    </message>
</context>
<context>
    <name>WindowCommands</name>
    <message>
        <source>The queue is paused; what you ask for waits.</source>
        <translation>队列已暂停，新的朗读会等待。</translation>
    </message>
    <message>
        <source>No line has a take that failed its check.</source>
        <translation>没有录次未通过检查的台词。</translation>
    </message>
    <message>
        <source>The models are unloaded; the next line loads them again.</source>
        <translation>模型已卸载，朗读下一句时会重新加载。</translation>
    </message>
    <message>
        <source>The models are unloaded after the lines that are waiting.</source>
        <translation>排队的台词完成后会卸载模型。</translation>
    </message>
</context>
<context>
    <name>ZoomBar</name>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom to fit</source>
        <translation>缩放至全部</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
</context>
</TS>
