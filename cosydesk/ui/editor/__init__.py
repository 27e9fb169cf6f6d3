"""The script editor: the lines of the script as one continuous rich text."""
