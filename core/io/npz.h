#pragma once

#include "core/io/array_info.h"
#include "core/io/numeric_array.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nie {

/// Reads a NumPy archive: a zip file whose members NAME.npy are arrays, stored or deflated. Member
/// names are labels, never paths to write. Errors are InputError.
class NpzReader {
public:
    /// Reads the directory and the header of every member.
    explicit NpzReader(const std::filesystem::path& file);
    ~NpzReader();
    NpzReader(const NpzReader&) = delete;
    NpzReader& operator=(const NpzReader&) = delete;

    /// In file order. Members that are no arrays of numbers say why in `problem`.
    const std::vector<ArrayInfo>& arrays() const;
    /// Throws for an unknown name, a member that holds no numbers or damaged data (checksum).
    NumericArray read(const std::string& name) const;

private:
    struct Archive;
    std::unique_ptr<Archive> m_archive;
};

/// Writes a NumPy archive member by member; the file appears under its name when it is whole.
/// The same arrays give the same bytes (no time stamps). Errors are RunError.
class NpzWriter {
public:
    enum class Compression { Stored, Deflated };

    explicit NpzWriter(std::filesystem::path file, Compression compression = Compression::Deflated);
    ~NpzWriter();
    NpzWriter(const NpzWriter&) = delete;
    NpzWriter& operator=(const NpzWriter&) = delete;

    void add(const NumericArray& array);
    /// A text as an array of one string (NumPy type U), for descriptions such as JSON; ASCII.
    void addText(const std::string& name, std::string_view text);
    /// An array that does not fit the memory: begin, append in row-major order, end.
    void begin(const std::string& name, NumericType type, const std::vector<std::int64_t>& shape);
    void append(const double* values, std::size_t count);
    void end();
    /// Completes the file and renames it; without it nothing is left behind.
    void finish();

private:
    struct Archive;
    std::unique_ptr<Archive> m_archive;
};

/// Named arrays in one file that numpy.load opens.
void writeNpz(const std::filesystem::path& file, const std::vector<NumericArray>& arrays,
              NpzWriter::Compression compression = NpzWriter::Compression::Deflated);

}  // namespace nie
