"""Everything that is kept: encrypted dossiers, the inbox, the outbox and their lanes."""
