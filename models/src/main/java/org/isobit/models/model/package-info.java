/** {@code isobit model}: a list of the models, pictures of their runs, and trajectories as NetCDF files. */
package org.isobit.models.model;
