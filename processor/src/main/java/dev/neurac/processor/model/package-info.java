/**
 * A model as it was declared, and the vocabulary of layers: {@link
 * dev.neurac.processor.model.LayerKind} has one record for each annotation, which builds the
 * layer's operations. Nothing here knows javac.
 */
package dev.neurac.processor.model;
