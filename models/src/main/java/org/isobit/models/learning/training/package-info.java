/**
 * Training: objectives, optimisers, schedules, checkpoints, and ensembles of networks.
 */
package org.isobit.models.learning.training;
