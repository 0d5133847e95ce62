#include "widgets/movies/frames_writer.h"

#include "core/base/error.h"
#include "core/base/files.h"

#include <QImage>
#include <QImageWriter>

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <system_error>
#include <utility>
#include <vector>

namespace nie {

namespace fs = std::filesystem;

namespace {

/// The folder's path without a slash at its end.
fs::path withoutSlash(const fs::path& file)
{
    return file.has_filename() ? file : file.parent_path();
}

/// "NAME_" of NAME.png, else "frame_".
std::string prefixOf(const fs::path& file)
{
    return file.has_extension() ? file.stem().string() + "_" : "frame_";
}

/// Whether a name is PREFIX0001.png, with four digits or more.
bool isFrame(const std::string& name, const std::string& prefix)
{
    constexpr std::size_t kFewestDigits = 4;
    if (!name.starts_with(prefix) || !name.ends_with(".png"))
        return false;
    const std::string digits = name.substr(prefix.size(), name.size() - prefix.size() - 4);
    return digits.size() >= kFewestDigits &&
           std::all_of(digits.begin(), digits.end(),
                       [](unsigned char c) { return std::isdigit(c) != 0; });
}

void require(const std::error_code& failure, const fs::path& file)
{
    if (failure)
        throw RunError(file.string(), "cannot write: " + failure.message());
}

}  // namespace

FramesWriter::FramesWriter(fs::path file, std::stop_token stop)
    : m_file(withoutSlash(file)),
      m_stop(std::move(stop)),
      m_staging(m_file)
{}

void FramesWriter::requireTarget(const fs::path& target)
{
    const fs::path file = withoutSlash(target);
    const fs::path parent = file.has_parent_path() ? file.parent_path() : ".";
    if (!fs::is_directory(parent))
        throw InputError(parent.string(), "no such folder");
    requireWritable(parent);
    if (file.has_extension()) {
        if (fs::is_directory(file))
            throw InputError(file.string(), "is a folder");
        return;
    }
    if (fs::exists(file) && !fs::is_directory(file))
        throw InputError(file.string(), "is a file", "no suffix",
                         "a folder, or a file name with a suffix");
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(file, none))
        if (!isFrame(entry.path().filename().string(), prefixOf(file)))
            throw InputError(file.string(), "the folder holds something else than frames",
                             entry.path().filename().string(), "a new or an empty folder");
}

void FramesWriter::add(const QImage& frame)
{
    if (m_stop.stop_requested())
        throw Interrupted();
    const std::string name = fmt::format("{}{:04}.png", prefixOf(m_file), ++m_count);
    QImageWriter writer(QString::fromStdString((m_staging.path() / name).string()), "png");
    if (!writer.write(frame))
        throw RunError(m_file.string(), "cannot write: " + writer.errorString().toStdString(),
                       name);
}

void FramesWriter::finish()
{
    if (m_stop.stop_requested())
        throw Interrupted();
    if (m_file.has_extension())
        replaceFiles();
    else
        replaceFolder();
}

void FramesWriter::replaceFolder()
{
    requireTarget(m_file);  // somebody may have put something there meanwhile
    std::error_code failure;
    const fs::path retired = m_staging.path().string() + ".old";
    const bool replaces = fs::exists(m_file);
    if (replaces)
        fs::rename(m_file, retired, failure);
    require(failure, m_file);
    fs::rename(m_staging.path(), m_file, failure);
    if (failure && replaces) {
        std::error_code ignored;
        fs::rename(retired, m_file, ignored);
    }
    require(failure, m_file);
    fs::remove_all(retired, failure);
}

void FramesWriter::replaceFiles()
{
    const fs::path folder = m_file.has_parent_path() ? m_file.parent_path() : fs::path(".");
    const std::string prefix = prefixOf(m_file);
    std::vector<fs::path> older;
    for (const auto& entry : fs::directory_iterator(folder))
        if (isFrame(entry.path().filename().string(), prefix))
            older.push_back(entry.path());
    std::error_code failure;
    for (const fs::path& path : older)
        fs::remove(path, failure);
    for (const auto& entry : fs::directory_iterator(m_staging.path())) {
        fs::rename(entry.path(), folder / entry.path().filename(), failure);
        require(failure, m_file);
    }
}

}  // namespace nie
