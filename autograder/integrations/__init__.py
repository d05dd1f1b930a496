"""Platforms: each module translates one platform's words, and decides nothing."""
