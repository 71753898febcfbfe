/**
 * How well a network does on a dataset: {@link dev.neurac.metric.Metric} and its kinds, the
 * confusion matrix, the report of a classification.
 */
package dev.neurac.metric;
