#pragma once

#include "core/io/numeric_array.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace nie {

/// Whether a file has the signature of HDF5 where the format allows it (0, 512, 1024, ... bytes).
bool isHdf5(const std::filesystem::path& file);

/// A data set of an HDF5 file.
struct Hdf5Item {
    std::string path;  ///< "bold/timeseries", without the leading slash
    std::vector<std::int64_t> shape;
    NumericType type = NumericType::Float64;
    std::string problem;      ///< why it cannot be read as numbers; empty: it can
    std::string matlabClass;  ///< attribute MATLAB_class; empty outside MATLAB's files
    bool isText = false;      ///< one-dimensional text, for labels
};

/// Reads an HDF5 file through the serial C library. External links, external storage and virtual
/// data sets are not followed: they lead to other files. Errors are InputError naming the file.
class Hdf5File {
public:
    explicit Hdf5File(const std::filesystem::path& file);
    ~Hdf5File();
    Hdf5File(const Hdf5File&) = delete;
    Hdf5File& operator=(const Hdf5File&) = delete;

    const std::string& source() const;
    /// Every data set, by name; found once.
    const std::vector<Hdf5Item>& items() const;
    /// Null where there is none.
    const Hdf5Item* find(const std::string& path) const;

    /// A block as doubles or floats, row-major; `first` and `count` have the data set's rank.
    void read(const std::string& path, const std::vector<std::int64_t>& first,
              const std::vector<std::int64_t>& count, double* target) const;
    void read(const std::string& path, const std::vector<std::int64_t>& first,
              const std::vector<std::int64_t>& count, float* target) const;
    /// The whole data set; asks for the memory first.
    NumericArray readAll(const std::string& path) const;
    /// A one-dimensional data set of texts.
    std::vector<std::string> readTexts(const std::string& path) const;

    // Attributes of a data set, or of the file for "". Empty or the fallback where missing or of
    // another type.
    std::string text(const std::string& path, const std::string& attribute) const;
    std::vector<std::string> texts(const std::string& path, const std::string& attribute) const;
    double number(const std::string& path, const std::string& attribute, double fallback) const;
    std::int64_t wholeNumber(const std::string& path, const std::string& attribute,
                             std::int64_t fallback) const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Writes an HDF5 file; it appears under its name when `finish` is called. The same calls give the
/// same bytes (no times are stored). Errors are RunError.
class Hdf5Writer {
public:
    explicit Hdf5Writer(std::filesystem::path file);
    ~Hdf5Writer();
    Hdf5Writer(const Hdf5Writer&) = delete;
    Hdf5Writer& operator=(const Hdf5Writer&) = delete;

    /// A data set of type Float32 or Float64; missing groups are made. With `chunk` (as many
    /// lengths as axes) it is stored in chunks, compressed by deflate at `level` 1 to 9 (0: not).
    void create(const std::string& path, NumericType type, const std::vector<std::int64_t>& shape,
                const std::vector<std::int64_t>& chunk = {}, int level = 0);
    void write(const std::string& path, const std::vector<std::int64_t>& first,
               const std::vector<std::int64_t>& count, const double* values);
    /// A whole small data set of doubles.
    void add(const std::string& path, const std::vector<std::int64_t>& shape,
             const std::vector<double>& values);

    // Attributes, UTF-8; "" stands for the file.
    void setText(const std::string& path, const std::string& attribute, const std::string& value);
    void setTexts(const std::string& path, const std::string& attribute,
                  const std::vector<std::string>& values);
    void setNumber(const std::string& path, const std::string& attribute, double value);
    void setWholeNumber(const std::string& path, const std::string& attribute, std::int64_t value);

    void finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

}  // namespace nie
