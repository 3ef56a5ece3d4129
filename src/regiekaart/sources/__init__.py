"""Official sources over the network: fetched on request only, and checked before use."""
