#pragma once

#include <QFile>
#include <QProcess>
#include <QString>
#include <QStringList>

namespace nie::test {

/// What a Python program printed.
struct PythonResult {
    int exitCode = -1;
    QString out;
    QString err;
};

/// Runs a text as a Python program; sys.argv[1:] are the arguments. The distribution's Python comes
/// first: its modules are those of cmake/packages.list.
inline PythonResult runPython(const QString& program, const QStringList& arguments = {})
{
    QProcess process;
    const QString own = "/usr/bin/python3";
    process.start(QFile::exists(own) ? own : QString("python3"),
                  QStringList{"-c", program} + arguments);
    PythonResult result;
    if (process.waitForFinished(60000) && process.exitStatus() == QProcess::NormalExit)
        result.exitCode = process.exitCode();
    result.out = QString::fromUtf8(process.readAllStandardOutput());
    result.err = QString::fromUtf8(process.readAllStandardError());
    return result;
}

/// Whether Python has all of these modules: "numpy, h5py".
inline bool pythonHas(const QString& modules)
{
    return runPython("import " + modules).exitCode == 0;
}

}  // namespace nie::test
