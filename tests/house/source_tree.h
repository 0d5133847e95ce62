#pragma once

#include <QDirIterator>
#include <QFile>
#include <QString>
#include <QStringList>

#include <algorithm>

namespace nie::test {

/// The tree that is being tested; ctest hands it over.
inline QString sourceFolder()
{
    return qEnvironmentVariable("NIE_SOURCE_DIR", ".");
}

inline QString readText(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

inline const QStringList kSourceFolders{"core", "datasets", "widgets", "app", "tests"};
inline const QStringList kCompiledEndings{".h", ".cpp", ".cpp.in"};
inline const QStringList kTextEndings{".h",   ".cpp", ".in",  ".txt",     ".cmake", ".json", ".md",
                                      ".xml", ".svg", ".qss", ".desktop", ".list",  ".sh",   ".1"};

/// Files below `folders` of `root` with one of `endings`, relative to it, sorted.
inline QStringList filesBelow(const QString& root, const QStringList& folders,
                              const QStringList& endings)
{
    QStringList found;
    for (const QString& folder : folders) {
        QDirIterator entry(root + "/" + folder, QDir::Files, QDirIterator::Subdirectories);
        while (entry.hasNext()) {
            const QString path = entry.next().mid(root.size() + 1);
            const auto endsPath = [&path](const QString& ending) { return path.endsWith(ending); };
            if (std::any_of(endings.begin(), endings.end(), endsPath))
                found << path;
        }
    }
    found.sort();
    return found;
}

/// C++ files of the project, relative to the source folder.
inline QStringList compiledFiles()
{
    return filesBelow(sourceFolder(), kSourceFolders, kCompiledEndings);
}

/// Everything a person wrote: code, build files, documents, scripts. Build folders and run folders
/// are not among it.
inline QStringList writtenFiles()
{
    QStringList files = filesBelow(
        sourceFolder(), kSourceFolders + QStringList{"cmake", "resources", "installer", "docs"},
        kTextEndings);
    for (const QString& name :
         QDir(sourceFolder()).entryList(QDir::Files | QDir::Hidden, QDir::Name)) {
        if (name != "LICENSE" && name != ".git")
            files << name;
    }
    return files;
}

}  // namespace nie::test
