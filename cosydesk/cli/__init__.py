"""The command line. Engine libraries and Qt load only inside the command that needs them."""
