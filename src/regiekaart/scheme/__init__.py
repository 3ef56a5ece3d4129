"""What the engine has to be told about one policy."""
