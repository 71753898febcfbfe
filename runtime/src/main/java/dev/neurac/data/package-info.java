/**
 * Rows to train on: reading, parting and shuffling them, scaling their features and filling gaps.
 */
package dev.neurac.data;
