"""The API: everything that the pages show, for programs. One description answers requests and writes OpenAPI."""
