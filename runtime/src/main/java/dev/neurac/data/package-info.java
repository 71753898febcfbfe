/**
 * Rows to train on: reading, parting and shuffling them, scaling their features, filling gaps, and
 * changing batches before they are used.
 */
package dev.neurac.data;
