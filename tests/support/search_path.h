#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

#include <filesystem>

namespace nie::test {

/// Programs are looked for in this folder alone, for a scope.
class SearchPath {
public:
    explicit SearchPath(const std::filesystem::path& folder)
        : m_before(qgetenv("PATH")),
          m_folder(folder)
    {
        qputenv("PATH", QByteArray::fromStdString(folder.string()));
    }
    ~SearchPath() { qputenv("PATH", m_before); }
    SearchPath(const SearchPath&) = delete;
    SearchPath& operator=(const SearchPath&) = delete;

    /// A program of this name in the folder that does what the text of a shell script says.
    void addScript(const QString& name, const QByteArray& text) const
    {
        QFile file(QString::fromStdString((m_folder / name.toStdString()).string()));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write a script");
        file.write("#!/bin/sh\nPATH=/usr/bin:/bin\n" + text);
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

private:
    QByteArray m_before;
    std::filesystem::path m_folder;
};

}  // namespace nie::test
