"""Tests of the front ends and of what joins the parts."""
