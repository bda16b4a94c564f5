"""Pictures as SVG: from a chart, through its layout, to a template."""
