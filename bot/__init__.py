"""Everything that touches the world, and the one place where the parts are joined."""
