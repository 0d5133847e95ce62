#pragma once

#include "core/io/array_info.h"
#include "core/io/numeric_array.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nie {

/// A file with one or more arrays of numbers, whatever its format. Opening reads what the file says
/// of its arrays; the numbers follow on demand. All errors are InputError naming file and field.
class ArrayFile {
public:
    virtual ~ArrayFile() = default;

    /// Recognises the format from the first bytes, text by the rest. Throws InputError for a
    /// missing, unreadable or malformed file.
    static std::unique_ptr<ArrayFile> open(const std::filesystem::path& file);
    /// Whether the name ends like an array file: .npy .npz .csv .tsv .txt .1D .mat .h5 .hdf5
    static bool hasKnownEnding(const std::filesystem::path& file);

    /// "NPY", "NPZ", "text table", "MATLAB", "MATLAB 7.3", "HDF5".
    const std::string& kind() const { return m_kind; }
    const std::string& source() const { return m_source; }
    const std::vector<ArrayInfo>& arrays() const { return m_arrays; }
    /// What was noticed on opening, in words.
    const std::vector<std::string>& warnings() const { return m_warnings; }
    /// A repetition time or step that the file states, in s: a proposal, never applied silently.
    std::optional<double> repetitionTime() const { return m_repetitionTime; }
    /// Names of the rows of a text table; empty: none.
    virtual std::vector<std::string> rowNames() const { return {}; }
    /// The index or time column of a text table, [row]; no values: none.
    virtual NumericArray index() const { return {}; }

    /// The facts of one array; throws for an unknown name, naming those that there are.
    const ArrayInfo& info(const std::string& name) const;
    /// The whole array in row-major order, as the format's own language indexes it.
    virtual NumericArray read(const std::string& name) = 0;

    /// Whether parts can be read without the rest.
    virtual bool readsParts() const { return false; }
    /// `count` entries along `axis` from `first` on; by default cut from the whole array.
    virtual NumericArray readPart(const std::string& name, std::size_t axis, std::int64_t first,
                                  std::int64_t count);

protected:
    ArrayFile(std::string kind, const std::filesystem::path& file)
        : m_kind(std::move(kind)),
          m_source(file.string())
    {}

    std::string m_kind;
    std::string m_source;
    std::vector<ArrayInfo> m_arrays;
    std::vector<std::string> m_warnings;
    std::optional<double> m_repetitionTime;
};

/// The array that a person most likely means: one named ts, tc, data, bold, timeseries,
/// time_series, ROI..., tensor, u or values, else the only one with two lengths above 1, else the
/// only one. Nothing where several are equally likely. Throws InputError when no array holds
/// numbers.
std::optional<std::string> likelyArray(const ArrayFile& file);

/// Entries first .. first + count - 1 along an axis.
NumericArray sliced(const NumericArray& array, std::size_t axis, std::int64_t first,
                    std::int64_t count);

}  // namespace nie
