"""What publishers offer for download beside the sources of rows, one file each."""
