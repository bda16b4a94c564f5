"""The static checks: one function for each rule, named after it."""

def run_checks(content):
    return []
