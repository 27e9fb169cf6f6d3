"""What can be read of a damaged project, saved into a new one."""
