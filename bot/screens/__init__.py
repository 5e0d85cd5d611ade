"""What people see: pure functions of the workshop and who looks, the same for both channels."""

from __future__ import annotations
