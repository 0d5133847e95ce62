#pragma once

#include "app/data_session.h"
#include "core/results/figure_spec.h"
#include "core/results/standard_figures.h"

#include <QWidget>

namespace nie {

class DatasetView;
class ImportForm;

/// A file that is to be imported: its card beside a preview of what would come of it.
class ImportPage : public QWidget {
    Q_OBJECT
public:
    explicit ImportPage(DataSession& session, QWidget* parent = nullptr);

    /// Begins anew with a file.
    void begin(const std::filesystem::path& file);
    void showCard(const ImportCard& card);
    void showOpened(const std::shared_ptr<const OpenDataset>& dataset, const DatasetSample& first);
    void showSample(const DatasetSample& sample);
    /// The file or the choices made cannot be read.
    void showProblem(const QString& problem);
    void setBusy(bool busy);
    std::string command() const;
    FigureSpec figure() const;
    Provenance provenance() const;

Q_SIGNALS:
    /// Another card is being asked for.
    void changed();
    /// An import under this name was begun.
    void begun(const QString& name);
    void cancelRequested();

private:
    void plan();
    void import();

    DataSession& m_session;
    ImportForm* m_form;
    DatasetView* m_preview;
};

}  // namespace nie
