import type { ComponentProps } from "react";

const looks = {
  primary: "bg-accent-solid text-on-accent hover:bg-accent-hover border-transparent",
  secondary: "bg-panel text-ink border-line-strong hover:bg-hover",
  danger: "bg-panel text-danger border-line-strong hover:bg-hover",
  destructive: "bg-danger-solid text-on-accent border-transparent hover:brightness-110",
  ghost: "border-transparent text-soft hover:bg-hover hover:text-ink",
};

const sizes = {
  medium: "h-8 px-3 gap-1.5",
  icon: "size-8 justify-center",
};

export interface ButtonLook {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
}

/** What a button looks like, for links that are to look the same. */
export const buttonClass = ({ look = "secondary", size = "medium" }: ButtonLook = {}): string =>
  `inline-flex shrink-0 items-center rounded-control border text-base font-medium whitespace-nowrap transition-colors duration-100 disabled:opacity-55 disabled:pointer-events-none ${looks[look]} ${sizes[size]}`;

export function Button({
  look,
  size,
  className = "",
  type = "button",
  ...props
}: ComponentProps<"button"> & ButtonLook) {
  const shape = buttonClass({ ...(look && { look }), ...(size && { size }) });
  return <button type={type} className={`${shape} ${className}`} {...props} />;
}
