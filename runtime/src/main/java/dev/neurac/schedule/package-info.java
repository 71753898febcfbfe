/**
 * How the learning rate changes during a training: {@link dev.neurac.schedule.Schedule} and its
 * kinds, one file each.
 */
package dev.neurac.schedule;
