/**
 * How a setting is checked, written and read: the bounds and the texts of optimisers, schedules and
 * trainings.
 */
package dev.neurac.settings;
