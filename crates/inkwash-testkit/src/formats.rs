//! Laws for formats.
