#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace nie {

/// A quantity over two axes, drawn as colours: a field over space and time, a kernel K(t, s), an
/// attention map. Cell (i, j) is values[i * columns + j] and lies at (x[j], y[i]): row 0 at the
/// smallest y, that is at the bottom unless the panel's y axis is reversed.
struct ImageSpec {
    std::string label;               ///< of the colour bar, with its unit in parentheses
    std::size_t rows = 0;            ///< ny
    std::size_t columns = 0;         ///< nx
    std::vector<double> values;      ///< [rows, columns]; cells that are not finite are hatched
    std::vector<std::uint8_t> mask;  ///< [rows, columns] or empty; non-zero: hatched
    /// Centres of the cells (so many as columns) or their edges (one more), rising; empty: the
    /// cells' numbers 0, 1, .. An uneven axis gives uneven cells.
    std::vector<double> x;
    std::vector<double> y;

    std::string colourMap = "viridis";  ///< a name of colourMapNames()
    bool logarithmic = false;           ///< values of zero or less get the lowest colour
    bool symmetric = false;             ///< signed data: the range is centred at zero
    double from = std::numeric_limits<double>::quiet_NaN();  ///< NaN: as the data need
    double to = std::numeric_limits<double>::quiet_NaN();
    bool colourBar = true;

    double at(std::size_t row, std::size_t column) const { return values[row * columns + column]; }
    /// Whether the cell has a value to show.
    bool shows(std::size_t row, std::size_t column) const;
};

/// Throws InputError for sizes that do not fit, coordinates that do not rise, an unknown colour
/// map.
void validate(const ImageSpec& image);

/// The values at the two ends of the colour map; from < to, both positive where logarithmic.
struct ValueRange {
    double from = 0.0;
    double to = 1.0;
    bool clipsBelow = false;  ///< some cell shown lies outside
    bool clipsAbove = false;
};
ValueRange valueRange(const ImageSpec& image);

/// The count + 1 edges of cells given by centres (edges half-way, the outermost as far out), by
/// edges, or by nothing.
std::vector<double> cellEdges(const std::vector<double>& coordinates, std::size_t count);
/// The count centres, likewise.
std::vector<double> cellCentres(const std::vector<double>& coordinates, std::size_t count);

}  // namespace nie
