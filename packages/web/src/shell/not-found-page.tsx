import { Link } from "@tanstack/react-router";

import { links } from "../links.ts";
import { buttonClass } from "../ui/button.tsx";
import { Page, PageHeading } from "../ui/page.tsx";

export function NotFoundPage() {
  return (
    <Page title="Not found" heading={<PageHeading>Not found</PageHeading>}>
      <div className="mx-auto grid max-w-[480px] justify-items-center gap-3 py-16 text-center">
        <p className="text-section font-semibold">There is no page here.</p>
        <p className="text-soft">The address may be mistyped, or what it named is gone.</p>
        <Link to={links.jobs} className={buttonClass()}>
          All jobs
        </Link>
      </div>
    </Page>
  );
}
