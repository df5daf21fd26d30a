"""Tables that the product carries, each with its source beside it, and the scripts that computed them."""
