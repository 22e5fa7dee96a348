"""What `make bench` and `make weigh` share: trees of files, servers, clients and tables."""
