"""It looks for encodings in a namespace package, whatever is in there."""

hiddenimports = ["tiktoken_ext", "tiktoken_ext.openai_public"]
