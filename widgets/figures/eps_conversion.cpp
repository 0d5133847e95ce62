#include "widgets/figures/eps_conversion.h"

#include "core/base/error.h"

#include <QFile>
#include <QObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace nie {

namespace {

constexpr int kMostMilliseconds = 60'000;

QString pdftops()
{
    return QStandardPaths::findExecutable(QStringLiteral("pdftops"));
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Lines of text as comments that no reader takes for its own.
QByteArray asComments(const QByteArray& text)
{
    QByteArray lines;
    for (const QByteArray& line : text.split('\n'))
        if (!line.trimmed().isEmpty())
            lines += "% " + line.trimmed() + "\n";
    return lines;
}

}  // namespace

QString epsProblem()
{
    return pdftops().isEmpty()
               ? QObject::tr("EPS needs the program pdftops, of the package poppler-utils")
               : QString();
}

QByteArray epsFromPdf(const QByteArray& pdf, const QByteArray& comments)
{
    if (!epsProblem().isEmpty())
        throw RunError("figure", epsProblem().toStdString());
    const QTemporaryDir folder;
    const QString from = folder.filePath("figure.pdf"), to = folder.filePath("figure.eps");
    QFile file(from);
    if (!folder.isValid() || !file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
        throw RunError("figure", "no temporary file could be written for pdftops");
    file.close();
    QProcess process;
    process.start(pdftops(), {"-eps", "-level3", from, to});
    const bool ended = process.waitForFinished(kMostMilliseconds);
    QByteArray eps = contentOf(to);
    if (!ended || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0 ||
        !eps.startsWith("%!PS-Adobe"))
        throw RunError("figure", "pdftops could not make EPS of it",
                       QString::fromUtf8(process.readAllStandardError()).trimmed().toStdString());
    const QByteArray end = "%%EndComments\n";
    const qsizetype at = eps.indexOf(end);
    if (at >= 0)
        eps.insert(at + end.size(), asComments(comments));
    return eps;
}

}  // namespace nie
