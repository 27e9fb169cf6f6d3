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
        <source>Version {version} · Apache License 2.0</source>
        <translation>版本 {version} · Apache License 2.0 许可</translation>
    </message>
    <message>
        <source>Starter voices: Kokoro-82M (Apache 2.0). Icons: Lucide (ISC). Interface font: Inter (SIL OFL). Made with Qt (LGPL), ONNX Runtime, spaCy, misaki and NumPy.</source>
        <translation>入门音色：Kokoro-82M（Apache 2.0）。图标：Lucide（ISC）。界面字体：Inter（SIL OFL）。基于 Qt（LGPL）、ONNX Runtime、spaCy、misaki 和 NumPy 构建。</translation>
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
        <source>Export WAV…</source>
        <translation>导出 WAV…</translation>
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
        <source>Preferences…</source>
        <translation>偏好设置…</translation>
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
        <source>Cancel running job</source>
        <translation>取消当前任务</translation>
    </message>
    <message>
        <source>Cancel all jobs</source>
        <translation>取消全部任务</translation>
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
        <source>Loop</source>
        <translation>循环</translation>
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
        <source>Open model folder…</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>Load the model now</source>
        <translation>立即载入模型</translation>
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
        <source>About CosyDesk</source>
        <translation>关于 CosyDesk</translation>
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
        <source>placed by hand</source>
        <translation>手动放置</translation>
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
        <source>Reveal line</source>
        <translation>定位到台词</translation>
    </message>
    <message>
        <source>Back into the sequence</source>
        <translation>恢复自动排列</translation>
    </message>
    <message>
        <source>The clip already follows the line before it</source>
        <translation>片段已跟随上一句自动排列</translation>
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
        <source>Laugh</source>
        <translation>笑声</translation>
    </message>
    <message>
        <source>Breath</source>
        <translation>换气</translation>
    </message>
    <message>
        <source>Pause…</source>
        <translation>停顿…</translation>
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
</context>
<context>
    <name>Document</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
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
        <source>Insert lines</source>
        <translation>插入台词</translation>
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
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export WAV</source>
        <translation>导出 WAV</translation>
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
        <source>File</source>
        <translation>文件</translation>
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
        <source>Mono</source>
        <translation>单声道</translation>
    </message>
    <message>
        <source>Stereo</source>
        <translation>立体声</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
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
        <source>{time} of speech on the timeline</source>
        <translation>时间轴总长 {time}</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Exported to {name}</source>
        <translation>已导出到 {name}</translation>
    </message>
    <message>
        <source>lowered by {db} dB, it was too loud</source>
        <translation>音量过大，已降低 {db} dB</translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消，未写入任何文件。</translation>
    </message>
    <message>
        <source>WAV sound</source>
        <translation>WAV 音频</translation>
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
</context>
<context>
    <name>LibraryPanel</name>
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
        <source>Starter voices, for trying out before a CosyVoice model is there.</source>
        <translation>入门音色，供尚未安装 CosyVoice 模型时试用。</translation>
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
        <source>Starter voices can&apos;t be directed; CosyVoice&apos;s Instruct models can.</source>
        <translation>入门音色不支持语气指令，CosyVoice 的 Instruct 模型支持。</translation>
    </message>
    <message>
        <source>Not with starter voices</source>
        <translation>入门音色不支持</translation>
    </message>
    <message>
        <source>Starter voices speak a text the same way each time.</source>
        <translation>入门音色每次朗读的结果都相同。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Export WAV</source>
        <translation>导出 WAV</translation>
    </message>
    <message>
        <source>Opening {name} …</source>
        <translation>正在打开 {name}…</translation>
    </message>
    <message>
        <source>Nothing to export yet: speak a line first</source>
        <translation>还没有可导出的内容，请先朗读一句</translation>
    </message>
    <message>
        <source>Line {n}: {message}</source>
        <translation>第 {n} 句：{message}</translation>
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
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>No projects yet</source>
        <translation>暂无项目</translation>
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
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>Starter voices</source>
        <translation>入门音色</translation>
    </message>
    <message>
        <source>Close a model</source>
        <translation>关闭模型</translation>
    </message>
    <message>
        <source>Its folder {path} is not there any more.</source>
        <translation>文件夹 {path} 已不在原处。</translation>
    </message>
</context>
<context>
    <name>ModelShelf</name>
    <message>
        <source>Open a CosyVoice model folder</source>
        <translation>打开 CosyVoice 模型文件夹</translation>
    </message>
</context>
<context>
    <name>Notice</name>
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
        <source>The transcript is much longer than its recording; check it.</source>
        <translation>参考文本远长于录音，请检查。</translation>
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
    <name>PreferencesDialog</name>
    <message>
        <source>Preferences</source>
        <translation>偏好设置</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Sound output</source>
        <translation>声音输出</translation>
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
        <source>System default</source>
        <translation>系统默认</translation>
    </message>
    <message>
        <source>No sound device found</source>
        <translation>未发现声音设备</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
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
        <source>Done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>ProjectFiles</name>
    <message>
        <source>Open project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>{name} is open to look at only.</source>
        <translation>{name} 以只读方式打开。</translation>
    </message>
    <message>
        <source>It is open in another window, or can&apos;t be written. Save it under another name to edit.</source>
        <translation>它已在另一个窗口中打开，或无法写入。另存为其他名称后即可编辑。</translation>
    </message>
    <message>
        <source>{name} was recovered.</source>
        <translation>已恢复 {name}。</translation>
    </message>
    <message>
        <source>The last session did not end properly; everything that was saved is here.</source>
        <translation>上次未正常退出，已保存的内容都在。</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Save project as</source>
        <translation>项目另存为</translation>
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
    <name>QueuePanel</name>
    <message>
        <source>Clear ended</source>
        <translation>清除已结束</translation>
    </message>
    <message>
        <source>Cancel all</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Nothing queued</source>
        <translation>队列为空</translation>
    </message>
    <message>
        <source>Lines that are being spoken appear here.</source>
        <translation>正在朗读的台词会显示在这里。</translation>
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
        <source>Instruct · {manner}</source>
        <translation>指令 · {manner}</translation>
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
        <source>Zero-shot</source>
        <translation>极速复刻</translation>
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
        <source>Show time</source>
        <translation>显示时间</translation>
    </message>
    <message>
        <source>Show frames</source>
        <translation>显示帧</translation>
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
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
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
        <translation type="unfinished">正在打开 {name}…</translation>
    </message>
    <message>
        <source>Starter voices</source>
        <translation type="unfinished">入门音色</translation>
    </message>
    <message>
        <source>{model}: {n} voices are in the library.</source>
        <translation type="unfinished">{model}：已加入 {n} 个音色。</translation>
    </message>
    <message>
        <source>{model} is open. It has no built-in voices; it clones.</source>
        <translation type="unfinished">{model} 已打开。它没有预置音色，可用来复刻声音。</translation>
    </message>
</context>
<context>
    <name>Speech</name>
    <message>
        <source>Line {n} has no voice yet.</source>
        <translation>第 {n} 句还没有音色。</translation>
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
        <source>Open its model folder in the Model menu, or choose another voice.</source>
        <translation>请在“模型”菜单中打开它的文件夹，或换一个音色。</translation>
    </message>
    <message>
        <source>Line {n} has nothing to speak.</source>
        <translation>第 {n} 句没有可朗读的内容。</translation>
    </message>
    <message>
        <source>Type some words first.</source>
        <translation>请先输入文字。</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Level of what is playing</source>
        <translation>播放电平</translation>
    </message>
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
        <source>RTF: seconds of computing per second of speech, lower is better</source>
        <translation>RTF：生成每秒语音所用的计算秒数，越低越好</translation>
    </message>
    <message>
        <source>No sound device: playing without sound</source>
        <translation>没有声音设备，正在静音播放</translation>
    </message>
    <message>
        <source>Saved {time}</source>
        <translation>已保存 {time}</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
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
        <source>clucking</source>
        <translation>咂舌</translation>
    </message>
    <message>
        <source>hissing</source>
        <translation>嘶声</translation>
    </message>
    <message>
        <source>voiced noise</source>
        <translation>发声噪音</translation>
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
</context>
<context>
    <name>TimelineView</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
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
        <source>Pause</source>
        <translation>停顿</translation>
    </message>
    <message>
        <source>An exact silence at the caret</source>
        <translation>在光标处插入精确停顿</translation>
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
    <name>TrackHeader</name>
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
    <name>Transport</name>
    <message>
        <source>Playhead: hours, minutes, seconds, frames (25 a second)</source>
        <translation>播放头：时、分、秒、帧（每秒 25 帧）</translation>
    </message>
    <message>
        <source>Playhead</source>
        <translation>播放头</translation>
    </message>
</context>
<context>
    <name>VoiceDelegate</name>
    <message>
        <source>{language} · starter</source>
        <translation>{language} · 入门</translation>
    </message>
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
        <source>Double-click gives this voice to the current line; or drag it onto a line.</source>
        <translation>双击用于当前台词，也可拖到某一句上。</translation>
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
