"""What leaves a workshop: tables, figures, reports, and the analysis of any rankings file."""
