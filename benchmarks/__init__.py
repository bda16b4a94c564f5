"""What Kring costs: run one with `python -m benchmarks.<name>`; only ratios of one run count."""
