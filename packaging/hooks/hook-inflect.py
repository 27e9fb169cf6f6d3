"""typeguard, which it decorates its functions with, reads their source."""

module_collection_mode = "pyz+py"
