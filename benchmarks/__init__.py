"""Speed and memory, measured beside a peer in the same run; nothing here is a test."""
