"""As files, since it is under the LGPL: who has the program may put another version there."""

module_collection_mode = "py"
