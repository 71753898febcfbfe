/**
 * How a setting is checked, and how it is told: the bounds and the texts of optimisers, schedules
 * and trainings.
 */
package dev.neurac.settings;
