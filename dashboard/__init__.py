"""What is shown: the pages and the command line."""
