/** Rows to train on: reading, splitting, shuffling and standardising them. */
package dev.neurac.data;
