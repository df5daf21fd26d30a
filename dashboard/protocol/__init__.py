"""What `ncp serve` answers over HTTP: SPARQL 1.1 Protocol, the saved questions by address, and what tells of both."""
