"""The pages of the studio, a module each; what is in `ROUTES` of a module is found by itself."""
