"""The carer's map: who does what in the care, and what may be proposed (journey C)."""
