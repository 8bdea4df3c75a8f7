/**
 * NetCDF-4 files, which are HDF5 files with dimension scales: read by jHDF, written by {@link
 * org.isobit.models.netcdf.NetcdfWriter}. The conventions of the field (CF: packing, missing values, coordinates, time)
 * are applied here.
 */
package org.isobit.models.netcdf;
