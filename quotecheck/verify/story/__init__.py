"""Quotations of one story together: headlines and captions, and quotations printed in parts."""
