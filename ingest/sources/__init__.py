"""One file per repository; the file name is its key."""
