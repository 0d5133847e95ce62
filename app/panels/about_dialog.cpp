#include "app/panels/about_dialog.h"

#include "core/base/version.h"
#include "widgets/scene/vtk_version.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSysInfo>
#include <QVBoxLayout>

namespace nie {

namespace {

QString versionText(const std::vector<std::string>& engineVersions)
{
    QStringList lines{
        QStringLiteral("NIE Studio %1 (%2)")
            .arg(QString::fromStdString(versionNumber()), QString::fromStdString(sourceCommit()))};
    for (const std::string& version : engineVersions)
        lines << QString::fromStdString(version);
    lines << QStringLiteral("Qt %1").arg(QLatin1String(qVersion()))
          << QStringLiteral("VTK %1").arg(QString::fromStdString(versionOfVtk()))
          << QString::fromStdString(compilerVersion()) << QSysInfo::prettyProductName();
    return lines.join('\n');
}

}  // namespace

AboutDialog::AboutDialog(const std::vector<std::string>& engineVersions, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("aboutDialog"));
    setWindowTitle(tr("About NIE Studio"));
    auto* what =
        new QLabel(tr("Learns integral equations from data.\n"
                      "Free software under the GNU General Public License, version 3 or later."));
    what->setWordWrap(true);
    auto* maps =
        new QLabel(tr("Colour maps: viridis and magma by S. van der Walt and N. Smith, cividis by "
                      "J. R. Nuñez, C. R. Anderton and R. S. Renslow (PLoS ONE 13(7), e0199239), "
                      "all under CC0; the others are the program's own."));
    maps->setObjectName(QStringLiteral("colourMapsLabel"));
    maps->setWordWrap(true);
    auto* versions = new QLabel(versionText(engineVersions));
    versions->setObjectName(QStringLiteral("versionsLabel"));
    versions->setAccessibleName(tr("Versions"));
    versions->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton* copy = buttons->addButton(tr("&Copy versions"), QDialogButtonBox::ActionRole);
    copy->setObjectName(QStringLiteral("copyVersionsButton"));
    copy->setAccessibleName(tr("Copy versions"));
    connect(copy, &QPushButton::clicked, versions,
            [versions] { QGuiApplication::clipboard()->setText(versions->text()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addWidget(what);
    layout->addWidget(maps);
    layout->addWidget(versions);
    layout->addWidget(buttons);
}

}  // namespace nie
