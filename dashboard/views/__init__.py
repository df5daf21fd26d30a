"""The pages, one file each: `TITLE`, `ORDER` and `show()`."""
